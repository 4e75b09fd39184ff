/** Questions with explained answers. They block nothing; an answer may be changed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GuideIntent, GuideSnapshot, QuestionView } from '../../protocol/guide';
import { icon } from '../shared/icons';
import { disclosure, type Formulas, inline, inlineInButton } from '../shared/parts';

type Send = (intent: GuideIntent) => void;
interface Words {
  readonly labels: GuideSnapshot['labels'];
  readonly formulas: Formulas;
}

function optionButton(question: QuestionView, index: number, send: Send, formulas: Formulas): TemplateResult {
  const { chosen } = question;
  const option = question.options[index] ?? '';
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
      <span class="option-text">${inlineInButton(option, formulas)}</span>
      ${verdict === 'right' ? icon('pass') : verdict === 'wrong' ? icon('error') : nothing}
    </button>
  </li>`;
}

function questionView(question: QuestionView, send: Send, { labels, formulas }: Words): TemplateResult {
  const { chosen } = question;
  return html`<li class="question">
    <div role="group" aria-labelledby="question-${question.id}">
      <p class="question-text" id="question-${question.id}">
        ${question.from === undefined ? nothing : html`<span class="from">${question.from}</span>`}
        <span class="lines">${inline(question.question, formulas)}</span>
      </p>
      <ul class="options">
        ${question.options.map((_, index) => optionButton(question, index, send, formulas))}
      </ul>
      <div aria-live="polite">
        ${
          chosen === undefined
            ? nothing
            : html`<p class="explanation">
                <b>${chosen === question.answer ? labels.right : labels.notRight}</b>
                <span class="lines">${inline(question.explanation, formulas)}</span>
              </p>`
        }
      </div>
    </div>
  </li>`;
}

const list = (questions: readonly QuestionView[], send: Send, words: Words) =>
  html`<ol class="questions">
    ${questions.map((question) => questionView(question, send, words))}
  </ol>`;

/** Folded: the way to the brief is short for those who want it. */
export function recall({ recall: questions, labels }: GuideSnapshot, send: Send, formulas: Formulas): TemplateResult {
  const answered = questions.filter(({ chosen }) => chosen !== undefined).length;
  return disclosure(
    html`<b>${labels.recall}</b> <span>${labels.recallIntro}</span>
      <span class="tally">${answered}/${questions.length}</span>`,
    list(questions, send, { labels, formulas }),
    { kind: 'recall' },
  );
}

export function quiz(
  { quiz: questions, labels }: GuideSnapshot,
  send: Send,
  formulas: Formulas,
): TemplateResult | typeof nothing {
  if (questions.length === 0) return nothing;
  return html`<section class="live quiz" aria-labelledby="quiz-title">
    <h2 id="quiz-title">${labels.quiz}</h2>
    ${list(questions, send, { labels, formulas })}
  </section>`;
}
