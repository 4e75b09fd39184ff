import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { interviewProblems, interviewQuestions } from '../../../src/core/curriculum/interview-questions';

const curricula = join(__dirname, '..', '..', '..', 'curricula');

describe('questions of an interview', () => {
  it('are the sentences of their paragraph; marks inside code and formulas end none', () => {
    const guide = [
      'Text.',
      '',
      '**An interviewer would ask:** Derive $\\bar A. B$ on the board. What does `a? B` do,',
      'with .05 left? When not?',
      '',
      '**Deeper:** A book.',
    ];
    const wanted = ['Derive $\\bar A. B$ on the board.', 'What does `a? B` do, with .05 left?', 'When not?'];
    assert.deepEqual(interviewQuestions(guide.join('\n')), wanted);
    assert.deepEqual(interviewQuestions(guide.join('\r\n')), wanted);
  });

  it('are the italics of a list in a section of their own', () => {
    const guide =
      '## In an interview\n\n- *Why not a beam?* It is short.\n- _Ship it?_ Ask.\n\n## Deeper\n\n- *Book*\n';
    assert.deepEqual(interviewQuestions(guide), ['Why not a beam?', 'Ship it?']);
  });

  it('lose none of the words', () => {
    const sentence = fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{1,8}| `[a-z?. ]{1,6}`| \$[a-z.]{1,5}\$){0,4}[?.]$/);
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), (sentences) => {
        assert.deepEqual(interviewQuestions(`**An interviewer would ask:** ${sentences.join(' ')}\n`), sentences);
      }),
    );
  });

  it('are in every guide that ships', () => {
    const guides = readdirSync(curricula, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(curricula, name)).map((step) => join(curricula, name, step, 'guide.md')))
      .filter((path) => existsSync(path));
    assert.ok(guides.length >= 16);
    for (const path of guides) {
      const guide = readFileSync(path, 'utf8');
      assert.deepEqual(interviewProblems('step', guide), [], path);
      const questions = interviewQuestions(guide);
      assert.ok(questions.length >= 3 && questions.length <= 6, `${path}: ${questions.join(' | ')}`);
      for (const question of questions) assert.match(question, /^[\p{Lu}`$].{8,250}[?.]$/u, path);
    }
    assert.equal(interviewProblems('step', '# Guide').length, 1);
  });
});
