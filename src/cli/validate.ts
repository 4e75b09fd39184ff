import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileContent } from '../core/curriculum/compile-content';
import { readContent } from '../platform/node/content-reader';
import { nodeHasher } from '../platform/node/node-hasher';
import { type Command, UsageError } from './command';
import { allSteps, problemLines, sourceFolder } from './content';

export const validate: Command = {
  usage: 'validate [DIR]',
  summary: 'every problem of the curricula in DIR, at its line and column',
  run: async (args, io) => {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [given, ...more] = positionals;
    if (more.length > 0) {
      throw new UsageError('validate takes one folder');
    }
    const folder = given === undefined ? (sourceFolder ?? join(io.cwd, 'curricula')) : resolve(io.cwd, given);
    if (!existsSync(folder)) {
      throw new UsageError(`there is no folder ${folder}`);
    }
    const { index, problems } = compileContent(await readContent(folder), nodeHasher);
    io.out(problemLines(problems, folder, io));
    const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
    const curricula = count(index.curricula.length, 'curriculum', 'curricula');
    const steps = count(allSteps(index).length, 'step', 'steps');
    const found = problems.length === 0 ? 'no problems' : count(problems.length, 'problem', 'problems');
    io.err(`${curricula} with ${steps} can be used; ${found}\n`);
    return problems.length > 0 ? 1 : 0;
  },
};
