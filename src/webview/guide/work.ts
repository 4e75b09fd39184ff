/** The learner's work: tasks, their checks, and for each that does not pass what to do next. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckView, GuideIntent, GuideSnapshot, TaskView } from '../../protocol/guide';
import { icon } from '../shared/icons';
import { actionButton, disclosure, type Formulas, inline, statusIcon } from '../shared/parts';

type Send = (intent: GuideIntent) => void;
type Labels = GuideSnapshot['labels'];
interface Words {
  readonly labels: Labels;
  readonly formulas: Formulas;
}

function comparison(check: CheckView, labels: Labels): TemplateResult | typeof nothing {
  if (check.expected === undefined && check.actual === undefined) return nothing;
  const side = (label: string, value: string | undefined) =>
    value === undefined
      ? nothing
      : html`<div class="side">
          <dt>${label}</dt>
          <dd><pre tabindex="0">${value}</pre></dd>
        </div>`;
  return disclosure(
    labels.compare,
    html`<dl class="compare">${side(labels.expected, check.expected)}${side(labels.actual, check.actual)}</dl>`,
  );
}

function checkDetail(check: CheckView, { labels, formulas }: Words, send: Send): TemplateResult | typeof nothing {
  if (check.message === '' && check.actions.length + check.stuck.length === 0 && check.hint === undefined) {
    return nothing;
  }
  return html`<div class="check-detail">
    ${check.message === '' ? nothing : html`<p class="message">${inline(check.message, formulas)}</p>`}
    ${
      check.hint === undefined
        ? nothing
        : html`<p class="hint">
            ${icon('lightbulb')}<span
              ><b>${labels.hint}</b> <span class="lines">${inline(check.hint, formulas)}</span></span
            >
          </p>`
    }
    ${comparison(check, labels)}
    ${
      check.output === undefined
        ? nothing
        : disclosure(labels.output, html`<pre class="output" tabindex="0">${check.output}</pre>`)
    }
    ${
      check.actions.length === 0
        ? nothing
        : html`<div class="actions">${check.actions.map((action) => actionButton(action, send, check.title))}</div>`
    }
    ${
      check.stuck.length === 0
        ? nothing
        : disclosure(
            html`${labels.stuck}<span class="sr-only">: ${check.title}</span>`,
            html`<p class="note">${labels.stuckIntro}</p>
              <div class="actions">${check.stuck.map((action) => actionButton(action, send, check.title))}</div>`,
            { kind: 'stuck' },
          )
    }
  </div>`;
}

const checkHead = (check: CheckView, formulas: Formulas) =>
  html`${statusIcon(check.status)}
    <span class="check-title">${inline(check.title, formulas)}</span>
    <span class="word word-${check.status}">${check.statusLabel}</span>`;

/** The first check that does not pass is open: it is the one to look at. */
function checkRow(check: CheckView, isFirst: boolean, words: Words, send: Send): TemplateResult {
  const detail = checkDetail(check, words, send);
  return html`<li class="check check-${check.status}">
    ${
      detail === nothing
        ? html`<div class="check-head">${checkHead(check, words.formulas)}</div>`
        : html`<details ?open=${isFirst}>
            <summary class="check-head">${checkHead(check, words.formulas)}${icon('chevron')}</summary>
            ${detail}
          </details>`
    }
  </li>`;
}

const needsAttention = (check: CheckView) =>
  check.status === 'failed' || check.status === 'blocked' || check.status === 'broken';

const facts = (task: TaskView) =>
  html`<span class="facts-line">
    <span class="word word-${task.status}">${task.statusLabel}</span>
    <span>${task.detail}</span>
    <span>${task.summary}</span>
  </span>`;

/** One line says how the task stands; behind it are its checks. Open where something has to be said. */
function standing(task: TaskView, words: Words, send: Send): TemplateResult {
  if (task.checks.length === 0) return html`<p class="task-facts muted">${facts(task)}</p>`;
  const first = task.checks.find(needsAttention);
  const rows = html`<ul class="checks">
    ${repeat(
      task.checks,
      (check) => check.id,
      (check) => checkRow(check, check === first, words, send),
    )}
  </ul>`;
  return disclosure(facts(task), rows, { isOpen: first !== undefined && first.message !== '', kind: 'task-checks' });
}

function hints(task: TaskView, formulas: Formulas): TemplateResult | typeof nothing {
  if (task.hints.length === 0) return nothing;
  return html`<ol class="hints" aria-live="polite">
    ${task.hints.map(
      ({ label, text, isCode }, index) =>
        html`<li class="hint" tabindex="-1" data-last=${index === task.hints.length - 1 ? 'true' : nothing}>
          ${icon('lightbulb')}
          <div>
            <b>${label}</b>
            ${isCode ? html`<pre tabindex="0">${text.trimEnd()}</pre>` : html`<span class="lines">${inline(text, formulas)}</span>`}
          </div>
        </li>`,
    )}
  </ol>`;
}

function taskRow(task: TaskView, words: Words, send: Send): TemplateResult {
  return html`<li class="task task-${task.status}" id="task-${task.id}">
    <div class="task-head">
      ${statusIcon(task.status)}
      <h3>${inline(task.title, words.formulas)}</h3>
      <div class="actions">${task.actions.map((action) => actionButton(action, send, task.title))}</div>
    </div>
    ${hints(task, words.formulas)} ${standing(task, words, send)}
  </li>`;
}

export function work({ tasks, labels }: GuideSnapshot, send: Send, formulas: Formulas): TemplateResult {
  return html`<section class="live work" id="work" aria-labelledby="work-title" tabindex="-1">
    <h2 id="work-title">${labels.work}</h2>
    <ol class="tasks">
      ${repeat(
        tasks,
        (task) => task.id,
        (task) => taskRow(task, { labels, formulas }, send),
      )}
    </ol>
  </section>`;
}
