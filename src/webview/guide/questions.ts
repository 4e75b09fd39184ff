/** Questions with explained answers. They block nothing; an answer may be changed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GuideIntent, GuideSnapshot, QuestionView } from '../../protocol/guide';
import { icon } from '../shared/icons';
import { disclosure, inline } from '../shared/parts';

type Send = (intent: GuideIntent) => void;

function optionButton(question: QuestionView, option: string, index: number, send: Send): TemplateResult {
  const { chosen } = question;
  const isChosen = chosen === index;
  const verdict = chosen === undefined ? '' : index === question.answer ? 'right' : isChosen ? 'wrong' : 'other';
  return html`<li>
    <button
      type="button"
      class="option ${verdict}"
      aria-pressed=${isChosen ? 'true' : 'false'}
      @click=${() => send({ kind: 'answer', question: question.id, option: index })}
    >
      <span class="letter" aria-hidden="true">${'ABCDE'[index]}</span>
      <span class="option-text">${inline(option)}</span>
      ${verdict === 'right' ? icon('pass') : verdict === 'wrong' ? icon('error') : nothing}
    </button>
  </li>`;
}

function questionView(question: QuestionView, send: Send, labels: GuideSnapshot['labels']): TemplateResult {
  const { chosen } = question;
  return html`<li class="question">
    <div role="group" aria-labelledby="question-${question.id}">
      <p class="question-text" id="question-${question.id}">
        ${question.from === undefined ? nothing : html`<span class="from">${question.from}</span>`}
        <span class="lines">${inline(question.question)}</span>
      </p>
      <ul class="options">
        ${question.options.map((option, index) => optionButton(question, option, index, send))}
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

const list = (questions: readonly QuestionView[], send: Send, labels: GuideSnapshot['labels']) =>
  html`<ol class="questions">
    ${questions.map((question) => questionView(question, send, labels))}
  </ol>`;

/** Folded: the way to the brief is short for those who want it. */
export function recall({ recall: questions, labels }: GuideSnapshot, send: Send): TemplateResult {
  const answered = questions.filter(({ chosen }) => chosen !== undefined).length;
  return disclosure(
    html`<b>${labels.recall}</b> <span>${labels.recallIntro}</span>
      <span class="tally">${answered}/${questions.length}</span>`,
    list(questions, send, labels),
    { kind: 'recall' },
  );
}

export function quiz({ quiz: questions, labels }: GuideSnapshot, send: Send): TemplateResult | typeof nothing {
  if (questions.length === 0) return nothing;
  return html`<section class="live quiz" aria-labelledby="quiz-title">
    <h2 id="quiz-title">${labels.quiz}</h2>
    ${list(questions, send, labels)}
  </section>`;
}
