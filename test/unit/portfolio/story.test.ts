import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { newStory, readStory } from '../../../src/core/portfolio/story';
import { sampleIndex, sampleStep } from '../../support/sample-curriculum';

const read = (text: string) => readStory('career/story.yaml', text, sampleIndex);
const messages = (text: string): readonly string[] => {
  const result = read(text);
  return result.ok ? [] : result.reason.map(({ line, message }) => `${line}: ${message}`);
};

describe('the story', () => {
  it('can be read as it is first written, and then says nothing', () => {
    const text = newStory([{ ref: sampleStep.ref, title: sampleStep.title }]);
    const result = read(text);
    assert.ok(result.ok, messages(text).join('\n'));
    assert.equal(result.value.name, undefined);
    assert.deepEqual(result.value.projects[sampleStep.ref], { leave_out: false, answers: {} });
    assert.ok(read(newStory([])).ok);
  });

  it('is what the learner wrote once the signs before the prompts are gone', () => {
    const text = newStory([{ ref: sampleStep.ref, title: sampleStep.title }]).replaceAll(/^# (?=name:)/gmu, '');
    const result = read(text);
    assert.ok(result.ok);
    assert.equal(result.value.name, 'Ada Example');
  });

  for (const [what, text, message] of [
    ['a step that there is not', 'projects:\n  a/b: {}\n', '2: there is no step "a/b"'],
    [
      'evidence that there is not',
      'claims:\n  - claim: I did it\n    evidence: a/b\n',
      '3: there is no step and no milestone "a/b"',
    ],
    [
      'a link that runs something',
      'links:\n  - {label: x, url: "javascript:alert(1)"}\n',
      'a link begins with https://',
    ],
    ['an unknown key', 'nmae: Ada\n', 'nmae'],
    [
      'an answer without a number',
      `projects:\n  ${sampleStep.ref}:\n    answers: {first: x}\n`,
      'the number of its question',
    ],
  ] as const) {
    it(`names ${what} at its place`, () => {
      assert.ok(
        messages(text).some((each) => each.includes(message)),
        messages(text).join('\n'),
      );
    });
  }
});
