import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { interviewSheet, questionsOf } from '../../../src/core/portfolio/interview';
import { sheetProject } from '../../support/portfolio-samples';
import { translate } from '../../support/translate';

describe('an interview sheet', () => {
  it('has the guide’s questions, the answers by their number, and figures with unit and tolerance', () => {
    const sheet = interviewSheet(translate, sheetProject({ '2': 'It sums over the stretched axes.' }));
    assert.match(sheet, /^# Interview Sheet: Backpropagation\n/);
    assert.match(sheet, /### 1\. Derive \$\\bar A\$ and \$\\bar B\$ on the board\.\n\n_No answer yet\./);
    assert.match(sheet, /### 2\. What does broadcasting do backward\?\n\nIt sums over the stretched axes\.\n/);
    assert.match(
      sheet,
      /\| Accuracy on two moons \| 0\.991 ±0\.01 \| Logistic regression: 0\.880; wanted: at least 0\.95 \|/,
    );
    assert.match(sheet, /Recorded on 2027-03-01; not reproduced yet\./);
    assert.match(
      interviewSheet(translate, { ...sheetProject({}), reproducedOn: '2027-03-02' }),
      /reproduced on 2027-03-02/,
    );
  });

  it('loses no answer, whatever its number', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 1, max: 99 }).map(String), fc.stringMatching(/^[a-z<>|#]{3,30}$/)),
        (answers) => {
          const sheet = interviewSheet(translate, sheetProject(answers));
          for (const answer of Object.values(answers)) assert.ok(sheet.includes(answer));
          for (const { question } of questionsOf(sheetProject(answers))) assert.ok(sheet.includes(question));
        },
      ),
    );
  });
});
