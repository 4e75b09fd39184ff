import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { PivotPlan } from '../../../src/core/planner/plan';
import { bridgecraft } from '../../support/command-line';

describe('bridgecraft plan', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft cli ü '));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const pivot = ['plan', '--from', 'classical-ml', '--to', 'deep-learning', '--hours', '10'];
  const planned = async (...more: readonly string[]): Promise<PivotPlan> => {
    const { code, err } = await bridgecraft([...pivot, ...more, '--json', 'plan.json'], folder);
    assert.equal(code, 0, err);
    return JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PivotPlan;
  };

  it('gives the published figures, with the steps that close a gap', async () => {
    const plan = await planned();
    const { gap, carried, ...figures } = plan;
    assert.deepEqual(figures, {
      from: 'classical-ml',
      to: 'deep-learning',
      hours: 316,
      first_role_hours: 253,
      months: 5.9,
      low: 3.5,
      high: 11.1,
      class: 'hard',
    });
    assert.ok(gap.find(({ skill }) => skill === 'd.autodiff')?.steps.includes('ml-to-deep-learning/backpropagation'));
    assert.ok(carried.includes('m.prob'));
    assert.ok(gap.every(({ hours }, index) => hours <= (gap[index - 1]?.hours ?? Infinity)));
  });

  it('takes levels from an assessment', async () => {
    await writeFile(join(folder, 'mine.yaml'), 'from: classical-ml\nlevels:\n  d.attn: 2\n  d.gen: 2\n');
    const [mine, usual] = [await planned('--assessment', 'mine.yaml'), await planned()];
    assert.ok(mine.first_role_hours < usual.first_role_hours);
    const hours = (plan: PivotPlan) => plan.gap.find(({ skill }) => skill === 'd.attn')?.hours ?? 0;
    assert.ok(hours(mine) < hours(usual));
    assert.ok(mine.carried.includes('d.gen'));
  });

  it('says it in words without a file to write to', async () => {
    const { out, code } = await bridgecraft(pivot, folder);
    assert.equal(code, 0);
    assert.match(out, /Classical ML → Deep learning, at 10 hours a week \(estimates\)/);
    assert.match(out, /first role +253 h, 5\.9 months \(3\.5 to 11\.1\)/);
  });

  it('names a mistake in an assessment at its place, and writes nothing', async () => {
    await writeFile(join(folder, 'mine.yaml'), 'from: nlp\nlevels:\n  m.prob: 7\n');
    const { code, err, out } = await bridgecraft(
      [...pivot, '--assessment', 'mine.yaml', '--json', 'plan.json'],
      folder,
    );
    assert.equal(code, 2);
    assert.match(err, /mine\.yaml:3:\d+ .*a level is 0, 1, 2 or 3/);
    assert.equal(out, '');
    await assert.rejects(readFile(join(folder, 'plan.json')));
  });

  it('says what is wrong with its arguments', async () => {
    for (const [args, expected] of [
      [['plan'], /--from is missing; there are: computer-vision/],
      [['plan', '--from', 'nlp', '--to', 'nlp', '--hours', '5'], /another specialization/],
      [['plan', '--from', 'nlp', '--to', 'magic', '--hours', '5'], /no specialization "magic"/],
      [['plan', '--from', 'nlp', '--to', 'mlops', '--hours', '0'], /more than 0/],
      [['plan', '--from', 'nlp', '--to', 'mlops'], /--hours/],
    ] as const) {
      const { code, err } = await bridgecraft(args, folder);
      assert.equal(code, 64, args.join(' '));
      assert.match(err, expected);
    }
  });

  it('says that an assessment is not there', async () => {
    const { code, err } = await bridgecraft([...pivot, '--assessment', 'none.yaml'], folder);
    assert.equal(code, 2);
    assert.match(err, /none\.yaml cannot be read/);
  });
});
