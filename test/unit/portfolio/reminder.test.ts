import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { authorFilesOf, changedProjects } from '../../../src/core/portfolio/freshness';
import { mayRemind } from '../../../src/core/portfolio/reminder';
import { leaveOut, lineOfProject } from '../../../src/core/portfolio/story-edit';
import { emptyStory, newStory, readStory } from '../../../src/core/portfolio/story';
import { sheetProject } from '../../support/portfolio-samples';
import { sampleIndex, sampleStep } from '../../support/sample-curriculum';

const day = (count: number): string => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const input = { isOn: true, exportedAt: day(0), remindedAt: undefined, now: day(40) };

describe('the reminder of a portfolio', () => {
  it('comes after an export, unless it is off', () => {
    assert.equal(mayRemind(input), true);
    assert.equal(mayRemind({ ...input, isOn: false }), false);
    assert.equal(mayRemind({ ...input, exportedAt: undefined }), false);
  });

  it('comes at most once in 30 days, also when a clock goes back or a time cannot be read', () => {
    assert.equal(mayRemind({ ...input, remindedAt: 'yesterday' }), false);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 })), (days) => {
        let remindedAt: string | undefined;
        const reminded: number[] = [];
        for (const now of days) {
          if (!mayRemind({ ...input, remindedAt, now: day(now) })) continue;
          remindedAt = day(now);
          reminded.push(now);
        }
        for (const [place, at] of reminded.entries()) assert.ok(place === 0 || at - (reminded[place - 1] ?? 0) >= 30);
      }),
    );
  });
});

describe('what still holds', () => {
  it('knows the author’s files only while all runs were of the installed version', () => {
    const step = {
      ...sampleStep,
      projectFiles: [
        { path: 'checks/test_a.py', stored: 'checks/test_a.py', owner: 'author', sha256: 'c' },
        { path: 'src/a.py', stored: 'src/a.py', owner: 'learner', sha256: 'd' },
      ] as const,
    };
    const run = (contentVersion: string) =>
      ({ event: { contentVersion } }) as Parameters<typeof authorFilesOf>[1][number];
    assert.deepEqual(authorFilesOf(step, [run(step.contentVersion)]), { 'checks/test_a.py': 'c' });
    assert.equal(authorFilesOf(step, [run('older'), run(step.contentVersion)]), undefined);
  });

  it('is not so of projects whose files changed or whose last run failed', () => {
    const project = sheetProject();
    const of = (freshness: 'current' | 'files-changed' | 'last-run-failed' | 'deleted') =>
      changedProjects([{ ...project, record: { ...project.record, freshness } }]).length;
    assert.deepEqual([of('current'), of('files-changed'), of('last-run-failed'), of('deleted')], [0, 1, 1, 0]);
  });
});

describe('leaving a project out', () => {
  const { ref } = sampleStep;
  const isLeftOut = (text: string): boolean | undefined => {
    const story = readStory('career/story.yaml', text, sampleIndex);
    assert.ok(story.ok, text);
    return story.value.projects[ref]?.leave_out;
  };

  it('changes one value of the story and keeps its comments', () => {
    const before = newStory([{ ref, title: 'Backpropagation' }]);
    const after = leaveOut(before, ref, true);
    assert.equal(isLeftOut(after), true);
    assert.equal(isLeftOut(leaveOut(after, ref, false)), false);
    for (const line of before.split('\n').filter((each) => each.trim().startsWith('#')))
      assert.ok(after.includes(line.trim()), line);
  });

  it('works in a story that does not name the project', () => {
    for (const text of ['', '# nothing\n', 'projects:\n', 'projects: {}\n', `projects:\n  ${ref}:\n`, 'name: Ada\n']) {
      assert.equal(isLeftOut(leaveOut(text, ref, true)), true, text);
    }
    assert.deepEqual(emptyStory.projects, {});
  });

  it('finds the line of a project', () => {
    assert.equal(lineOfProject(`projects:\n  a/b:\n  ${ref}:\n    limits: x\n`, ref), 3);
    assert.equal(lineOfProject(`projects:\n  "${ref}":\n`, ref), 2);
    assert.equal(lineOfProject('projects: {}\n', ref), undefined);
  });
});
