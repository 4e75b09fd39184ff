import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSolution, stepFolder } from '../platform/node/content-package';
import { type ScaffoldFailure, scaffoldStep } from '../platform/node/scaffold-writer';
import { type Command, UsageError } from './command';
import { findStep, openContent } from './content';

export const scaffold: Command = {
  usage: 'scaffold CURRICULUM/STEP DIR [--solution]',
  summary: 'put the project of a step into DIR; files that are there are kept',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { solution: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [ref, folder, ...more] = positionals;
    if (ref === undefined || folder === undefined || more.length > 0) {
      throw new UsageError('scaffold takes a step and a folder');
    }
    const content = await openContent();
    const step = findStep(content, ref);
    const target = resolve(io.cwd, folder);
    const result = await scaffoldStep({
      step,
      packageDir: stepFolder(content.folder, step),
      home: homeOf(target),
      target,
      ...(values.solution ? { contents: await readSolution(content.folder, step) } : {}),
    });
    if (!result.ok) {
      io.err(`${failureText(result.reason)}\n`);
      return 1;
    }
    const { created, same, kept } = result.value;
    kept.forEach(({ path, existing }) => {
      io.err(`kept ${path === existing ? path : `${existing}, which is in the way of ${path}`}\n`);
    });
    io.out(`${step.ref} in ${target}: ${created.length} files created, ${same.length + kept.length} kept\n`);
    return 0;
  },
};

/** The nearest folder above the target that has a `.bridgecraft/`. */
function homeOf(target: string): string | undefined {
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.bridgecraft'))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}

function failureText(reason: ScaffoldFailure): string {
  switch (reason.kind) {
    case 'disk-full':
      return `The disk is full; nothing was put into ${reason.path}.`;
    case 'read-only':
      return `${reason.path} may not be written to.`;
    case 'target-outside-home':
      return `${reason.path} is not a folder below another one.`;
    case 'target-not-a-folder':
      return `${reason.path} is not a plain folder.`;
    case 'another-step':
      return `${reason.path} is the project of ${reason.step}.`;
    case 'package-damaged':
      return `A packaged file is missing; install Bridgecraft again. (${reason.detail})`;
    case 'io':
      return `${reason.path} could not be written: ${reason.detail}`;
  }
}
