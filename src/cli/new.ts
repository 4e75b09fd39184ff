import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMap, isSeq, parseDocument } from 'yaml';
import { type Command, type Io, UsageError } from './command';
import { sourceFolder } from './content';
import { newCurriculumYaml, newStepFiles } from './new-step';

const id = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const newStep: Command = {
  usage: 'new CURRICULUM/STEP',
  summary: 'lay the files of a new step; what is still to be written says TODO',
  run: async (args, io) => {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
    const [ref, ...more] = positionals;
    const [curriculum = '', step = '', ...rest] = (ref ?? '').split('/');
    if (
      more.length + rest.length > 0 ||
      !id.test(curriculum) ||
      !id.test(step) ||
      curriculum.length + step.length > 100
    ) {
      throw new UsageError('new takes CURRICULUM/STEP; an id is lower-case letters, digits and single hyphens');
    }
    const root = sourceFolder ?? join(io.cwd, 'curricula');
    const folder = join(root, curriculum, step);
    if (existsSync(folder)) {
      io.err(`${folder} is there already; nothing was changed\n`);
      return 1;
    }
    const conftest = await readFile(join(root, 'conftest.py'), 'utf8').catch(() => undefined);
    if (conftest === undefined) {
      throw new UsageError(`there is no ${join(root, 'conftest.py')}: run this beside the folder of the curricula`);
    }
    for (const [path, text] of newStepFiles({ curriculum, step, conftest })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { flag: 'wx' });
    }
    await enterStep(join(root, curriculum, 'curriculum.yaml'), curriculum, step, io);
    io.out(`${curriculum}/${step} is in ${folder}\nWhat is still to be written: bridgecraft validate\n`);
    return 0;
  },
};

/** Adds the step to the last phase, with a milestone, and keeps the rest of the file as it is. */
async function enterStep(path: string, curriculum: string, step: string, io: Io): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    await writeFile(path, newCurriculumYaml(curriculum, step), { flag: 'wx' });
    return;
  }
  const doc = parseDocument(text);
  const phases = doc.get('phases');
  const last: unknown = isSeq(phases) ? phases.items.at(-1) : undefined;
  const steps = isMap(last) ? last.get('steps') : undefined;
  const milestones = doc.get('milestones');
  if (doc.errors.length > 0 || !isSeq(steps) || !isSeq(milestones)) {
    io.err(`${path} could not be read; add the step "${step}" to it by hand\n`);
    return;
  }
  steps.add(doc.createNode({ id: step }));
  milestones.add(doc.createNode({ id: step, title: 'TODO', step, kind: 'verified' }, { flow: true }));
  await writeFile(path, doc.toString({ lineWidth: 0 }));
}
