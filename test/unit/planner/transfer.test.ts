import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { burnDown, type PassedStep } from '../../../src/core/planner/burn-down';
import { withPassed } from '../../../src/core/planner/earned';
import { gapBetween, hoursToClimb, type Levels, profileOf } from '../../../src/core/planner/gap';
import { specializationsOf } from '../../../src/core/planner/matrix';
import { transferTo, type TransferParts } from '../../../src/core/planner/transfer';
import { sampleCurriculum, sampleStep } from '../../support/sample-curriculum';
import { skillsTable as table } from '../../support/skills-table';

const specialization = fc.constantFrom(...specializationsOf(table));
const levels = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: table.skills.length, maxLength: table.skills.length })
  .map((values): Levels => new Map(table.skills.map(({ id }, index) => [id, values[index] ?? 0])));
const cap = fc.constantFrom(2 as const, 3 as const);
const close = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6;
const whole = ({ carried, near, missing }: TransferParts): number => carried + near + missing;

describe('what carries over', () => {
  it('is everything to where one already is', () => {
    for (const each of specializationsOf(table)) {
      const profile = profileOf(table, each);
      const { carried, near, missing, skills } = transferTo(table, profile, profile);
      assert.ok(carried > 0 && near === 0 && missing === 0);
      assert.ok(skills.every(({ isCarried }) => isCarried));
    }
  });

  it('makes with what is near and what is missing the whole that the target asks for, whoever asks', () => {
    fc.assert(
      fc.property(levels, specialization, cap, (have, target, top) => {
        const profile = profileOf(table, target);
        const asked = table.skills.reduce(
          (sum, skill) => sum + hoursToClimb(table, skill, 0, Math.min(top, profile.get(skill.id) ?? 0)),
          0,
        );
        const transfer = transferTo(table, have, profile, top);
        assert.ok(close(whole(transfer), asked));
        const byFamily = transfer.families.reduce((sum, family) => sum + whole(family), 0);
        assert.ok(close(byFamily, asked));
        const gap = gapBetween(table, have, profile, top);
        assert.ok(close(transfer.missing, gap.hours));
        assert.deepEqual(
          transfer.skills.filter(({ isCarried }) => isCarried).map(({ skill }) => skill),
          gap.carried,
        );
        assert.ok([...transfer.families, ...transfer.skills].every((each) => each.near >= 0 && each.missing >= 0));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the gap’s way down', () => {
  const steps = ['one', 'two', 'three'].map((id) => ({ ...sampleStep, id, ref: `deep/${id}` as const }));
  const curriculum = { ...sampleCurriculum, phases: [{ id: 'a', title: '', indicators: [], steps }] };
  const teaching = (skills: readonly Readonly<Record<string, number>>[]) => [
    {
      ...curriculum,
      phases: curriculum.phases.map((phase) => ({
        ...phase,
        steps: steps.map((step, index) => ({ ...step, skills: skills[index] ?? {} })),
      })),
    },
  ];

  it('takes passed steps in their order, whatever order they come in', () => {
    const curricula = teaching([{ 'd.autodiff': 2 }, { 'd.autodiff': 1, 'd.rnn': 1 }]);
    const claimed = profileOf(table, 'classical-ml');
    const passed: readonly PassedStep[] = [
      { ref: 'deep/two', at: '2026-03-02T10:00:00.000Z' },
      { ref: 'deep/one', at: '2026-01-02T10:00:00.000Z' },
    ];
    const target = profileOf(table, 'deep-learning');
    const { claimed: start, points, left } = burnDown({ table, curricula, claimed, target, cap: 2, passed });
    assert.deepEqual(
      points.map(({ ref }) => ref),
      ['deep/one', 'deep/two'],
    );
    assert.equal(start, gapBetween(table, claimed, target, 2).hours);
    assert.ok(points.every(({ closed }) => closed > 0));
    assert.equal(points[1]?.left, left);
  });

  it('never rises, ends where the levels end, and closes what the steps close', () => {
    const skill = fc.constantFrom(...table.skills.map(({ id }) => id));
    const taught = fc.array(fc.dictionary(skill, fc.integer({ min: 0, max: 3 }), { maxKeys: 6 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(levels, specialization, cap, taught, fc.subarray(steps), (claimed, to, top, skills, chosen) => {
        const curricula = teaching(skills);
        const target = profileOf(table, to);
        const passed = chosen.map(({ ref }, index) => ({ ref, at: `2026-01-0${3 - index}T00:00:00.000Z` }));
        const burn = burnDown({ table, curricula, claimed, target, cap: top, passed });
        const all = withPassed(claimed, curricula, new Set(chosen.map(({ ref }) => ref)));
        assert.ok(close(burn.left, gapBetween(table, all, target, top).hours));
        assert.ok(burn.points.every(({ closed }) => closed >= -1e-9));
        assert.ok(
          close(
            burn.claimed - burn.left,
            burn.points.reduce((sum, { closed }) => sum + closed, 0),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
