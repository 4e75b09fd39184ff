/** Questions with explained answers. They block nothing; an answer may be changed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GuideSnapshot, QuestionView } from '../../protocol/guide';
import { icon } from '../shared/icons';
import { disclosure, inline } from '../shared/parts';

export interface Answers {
  get(question: string): number | undefined;
  choose(question: string, option: number): void;
}

function optionButton(question: QuestionView, option: string, index: number, answers: Answers): TemplateResult {
  const chosen = answers.get(question.id);
  const isChosen = chosen === index;
  const verdict = chosen === undefined ? '' : index === question.answer ? 'right' : isChosen ? 'wrong' : 'other';
  return html`<li>
    <button
      type="button"
      class="option ${verdict}"
      aria-pressed=${isChosen ? 'true' : 'false'}
      @click=${() => answers.choose(question.id, index)}
    >
      <span class="letter" aria-hidden="true">${'ABCDE'[index]}</span>
      <span class="option-text">${inline(option)}</span>
      ${verdict === 'right' ? icon('pass') : verdict === 'wrong' ? icon('error') : nothing}
    </button>
  </li>`;
}

function questionView(question: QuestionView, answers: Answers, labels: GuideSnapshot['labels']): TemplateResult {
  const chosen = answers.get(question.id);
  return html`<li class="question">
    <div role="group" aria-labelledby="question-${question.id}">
      <p class="question-text" id="question-${question.id}">
        ${question.from === undefined ? nothing : html`<span class="from">${question.from}</span>`}
        <span class="lines">${inline(question.question)}</span>
      </p>
      <ul class="options">
        ${question.options.map((option, index) => optionButton(question, option, index, answers))}
      </ul>
      <div aria-live="polite">
        ${
          chosen === undefined
            ? nothing
            : html`<p class="explanation">
                <b>${chosen === question.answer ? labels.right : labels.notRight}</b>
                <span class="lines">${inline(question.explanation)}</span>
              </p>`
        }
      </div>
    </div>
  </li>`;
}

const list = (questions: readonly QuestionView[], answers: Answers, labels: GuideSnapshot['labels']) =>
  html`<ol class="questions">
    ${questions.map((question) => questionView(question, answers, labels))}
  </ol>`;

/** Folded: the way to the brief is short for those who want it. */
export function recall({ recall: questions, labels }: GuideSnapshot, answers: Answers): TemplateResult {
  const answered = questions.filter((question) => answers.get(question.id) !== undefined).length;
  return disclosure(
    html`<b>${labels.recall}</b> <span>${labels.recallIntro}</span>
      <span class="tally">${answered}/${questions.length}</span>`,
    list(questions, answers, labels),
    { kind: 'recall' },
  );
}

export function quiz({ quiz: questions, labels }: GuideSnapshot, answers: Answers): TemplateResult | typeof nothing {
  if (questions.length === 0) return nothing;
  return html`<section class="live quiz" aria-labelledby="quiz-title">
    <h2 id="quiz-title">${labels.quiz}</h2>
    ${list(questions, answers, labels)}
  </section>`;
}
