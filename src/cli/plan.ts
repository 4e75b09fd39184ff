import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatProblem } from '../core/curriculum/problem';
import type { SkillsFile } from '../core/curriculum/schema';
import { claimedLevels, readAssessment } from '../core/planner/assessment';
import { type Levels, profileOf, type Specialization } from '../core/planner/gap';
import { specializationsOf } from '../core/planner/matrix';
import { type PivotPlan, planPivot } from '../core/planner/plan';
import { type Command, type Io, UsageError } from './command';
import { openContent, openSkills } from './content';

export const plan: Command = {
  usage: 'plan --from ID --to ID --hours N [--assessment FILE] [--json FILE]',
  summary: 'hours, months and gaps of a pivot at N hours a week; estimates, with their reasons',
  run: async (args, io) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        hours: { type: 'string' },
        assessment: { type: 'string' },
        json: { type: 'string' },
      },
    });
    const content = await openContent();
    const table = await openSkills(content);
    const from = specialization(table, '--from', values.from);
    const to = specialization(table, '--to', values.to);
    if (from === to) throw new UsageError('a pivot leads to another specialization: --from and --to are the same');
    const hoursPerWeek = Number(values.hours ?? NaN);
    if (!(hoursPerWeek > 0 && hoursPerWeek <= 168)) {
      throw new UsageError(`--hours is the hours a week that you have, more than 0 and at most 168`);
    }
    const have = await levelsOf(table, from, values.assessment, io);
    if (!have) return 2;
    const result = planPivot({ table, curricula: content.index.curricula, from, to, have, hoursPerWeek });
    const text = `${JSON.stringify(result, undefined, 2)}\n`;
    if (values.json === '-') io.out(text);
    else if (values.json !== undefined) await writeFile(resolve(io.cwd, values.json), text);
    else io.out(inWords(table, result, hoursPerWeek));
    return 0;
  },
};

function specialization(table: SkillsFile, option: string, value: string | undefined): Specialization {
  const known = specializationsOf(table);
  const found = known.find((id) => id === value);
  if (found) return found;
  const what = value === undefined ? `${option} is missing` : `there is no specialization "${value}"`;
  throw new UsageError(`${what}; there are: ${known.join(', ')}`);
}

async function levelsOf(
  table: SkillsFile,
  from: Specialization,
  file: string | undefined,
  io: Io,
): Promise<Levels | undefined> {
  if (file === undefined) return profileOf(table, from);
  const content = await readFile(resolve(io.cwd, file)).catch(() => undefined);
  if (content === undefined) {
    io.err(`${file} cannot be read: is it there?\n`);
    return undefined;
  }
  const read = readAssessment(file, content.toString('utf8'), table);
  if (!read.ok) {
    io.err(read.reason.map((problem) => `${formatProblem(problem)}\n`).join(''));
    return undefined;
  }
  return claimedLevels(table, { ...read.value, from });
}

function inWords(table: SkillsFile, result: PivotPlan, hoursPerWeek: number): string {
  const names = new Map(table.skills.map(({ id, name }) => [id, name]));
  const { specializations } = table;
  const lines = [
    `${specializations[result.from]} → ${specializations[result.to]}, at ${hoursPerWeek} hours a week (estimates)`,
    `  first role    ${result.first_role_hours} h, ${result.months} months (${result.low} to ${result.high}), ${result.class}`,
    `  full profile  ${result.hours} h`,
    `  carried over  ${result.carried.length} skills`,
    '  gaps, the largest first:',
    ...result.gap.map(({ skill, hours, steps }) => {
      const where = steps.length > 0 ? steps.join(', ') : 'no step yet: practice outside Bridgecraft';
      return `    ${String(Math.round(hours)).padStart(4)} h  ${names.get(skill) ?? skill} (${where})`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}
