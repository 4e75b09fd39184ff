import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from './command';
import { openContent, problemLines, sourceFolder } from './content';

export const list: Command = {
  usage: 'list [--json FILE]',
  summary: 'the curricula and their steps',
  run: async (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'string' } } });
    const { index, problems } = await openContent();
    if (values.json !== undefined) {
      const curricula = index.curricula.map(({ id, title, from, to, phases, milestones }) => ({
        id,
        title,
        from,
        to,
        steps: phases.flatMap((phase) =>
          phase.steps.map((step) => ({
            ref: step.ref,
            title: step.title,
            summary: step.summary,
            phase: phase.id,
            tier: step.tier,
            hours: step.hours,
            requirements: step.requirements,
            tasks: step.tasks.map(({ id: task, title: name, file, region }) => ({
              id: task,
              title: name,
              file,
              region,
            })),
            checks: step.checks.map(({ id: check, title: name, kind, task }) => ({
              id: check,
              title: name,
              kind,
              task,
            })),
            contentVersion: step.contentVersion,
          })),
        ),
        milestones,
      }));
      const text = `${JSON.stringify({ curricula }, undefined, 2)}\n`;
      if (values.json === '-') {
        io.out(text);
      } else {
        await writeFile(resolve(io.cwd, values.json), text);
      }
    } else {
      for (const curriculum of index.curricula) {
        io.out(`${curriculum.id}  ${curriculum.title}\n`);
        for (const phase of curriculum.phases) {
          io.out(`  ${phase.title}\n`);
          for (const step of phase.steps) {
            const size = `${step.tasks.length} tasks, ${step.checks.length} checks, about ${step.hours} h`;
            io.out(`    ${step.ref}  ${step.title} (${size})\n`);
          }
        }
      }
    }
    if (problems.length > 0 && sourceFolder !== undefined) {
      io.err(problemLines(problems, sourceFolder, io));
      return 1;
    }
    return 0;
  },
};
