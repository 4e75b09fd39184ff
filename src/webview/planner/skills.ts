/** The levels of all skills by family. A family that is closed is not drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { longestLine } from '../../protocol/planner/intents';
import type { SkillsView, SkillView } from '../../protocol/planner/you';
import { icon } from '../shared/icons';
import { chooser, type Send } from './fields';
import { focusNext } from './keep-focus';
import { LocalState, withLocalState } from './local-state';

type Filter = 'all' | 'asked' | 'changed';
interface Local {
  readonly find: string;
  readonly filter: Filter;
  /** Families. */
  readonly open: ReadonlySet<string>;
  /** Skills whose line of evidence is asked for. */
  readonly evidence: ReadonlySet<string>;
}
const local = new LocalState<Local>({ find: '', filter: 'all', open: new Set(), evidence: new Set() });

export const skills = (view: SkillsView, isOpen: boolean, send: Send): unknown =>
  withLocalState(local, (state) => draw(view, state, { isOpen, send }));

interface Form {
  readonly isOpen: boolean;
  readonly send: Send;
}

const isKept = (skill: SkillView, filter: Filter): boolean =>
  filter === 'all' || (filter === 'asked' ? skill.isAsked : skill.isChanged);

/** Every word, anywhere in the name. */
function isFound({ name }: SkillView, find: string): boolean {
  const text = name.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function draw(view: SkillsView, state: Local, form: Form): TemplateResult {
  const { labels } = view;
  const isNarrowed = state.find.trim() !== '' || state.filter !== 'all';
  const families = view.families
    .map((family) => ({
      ...family,
      skills: family.skills.filter((skill) => isKept(skill, state.filter) && isFound(skill, state.find)),
    }))
    .filter((family) => family.skills.length > 0);
  const found = families.reduce((sum, family) => sum + family.skills.length, 0);
  return html`<section aria-labelledby="skills">
    <h3 id="skills">${view.heading}</h3>
    <p class="muted">${view.explanation}</p>
    <dl class="levels">
      ${view.levels.map(
        ({ words }, level) =>
          html`<div>
            <dt>${level}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
    </dl>
    <div class="fields" role="search">
      <label class="field">
        <span>${labels.find}</span>
        <input
          type="search"
          .value=${live(state.find)}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) local.set({ find: event.target.value });
          }}
        />
      </label>
      ${chooser(
        {
          label: labels.show,
          value: state.filter,
          options: [
            { id: 'all', label: labels.all },
            { id: 'asked', label: labels.asked },
            { id: 'changed', label: labels.changed },
          ],
        },
        (id) => local.set({ filter: id === 'asked' || id === 'changed' ? id : 'all' }),
      )}
      <p class="muted found" role="status">${isNarrowed ? `${labels.shown}: ${found}` : ''}</p>
    </div>
    ${found === 0 ? html`<p class="muted">${labels.nothing}</p>` : nothing}
    ${repeat(
      families,
      (family) => family.id,
      (family) => {
        const isShown = isNarrowed || state.open.has(family.id);
        return html`<details class="family" ?open=${isShown}>
          <summary @click=${(event: Event) => toggle(event, family.id, isNarrowed)}>
            ${icon('chevron')}<span>${family.label}</span><span class="muted">${family.summary}</span>
          </summary>
          ${isShown ? skillList(view, family.skills, state, form) : nothing}
        </details>`;
      },
    )}
  </section>`;
}

/** While something is looked for, everything that was found is open. */
function toggle(event: Event, family: string, isNarrowed: boolean): void {
  event.preventDefault();
  if (isNarrowed) return;
  const open = new Set(local.value.open);
  if (!open.delete(family)) open.add(family);
  local.set({ open });
}

const skillList = (view: SkillsView, all: readonly SkillView[], state: Local, form: Form): TemplateResult =>
  html`<ul class="skills">
    ${repeat(
      all,
      ({ id }) => id,
      (skill) => row(view, skill, state, form),
    )}
  </ul>`;

function row({ levels, labels }: SkillsView, skill: SkillView, state: Local, { isOpen, send }: Form): TemplateResult {
  const { id, name, level, usual, proved } = skill;
  const hasEvidence = skill.isChanged || skill.evidence !== '' || state.evidence.has(id);
  return html`<li class=${skill.isChanged ? 'changed' : ''}>
    <span class="name" id="name-${id}">${name}</span>
    <span class="choice" role="radiogroup" aria-labelledby="name-${id}">
      ${levels.map(
        ({ words }, each) =>
          html`<label title=${words}>
            <input
              type="radio"
              name="level-${id}"
              aria-label=${`${each}, ${words}`}
              ?disabled=${!isOpen || each < (proved?.level ?? 0)}
              .checked=${live(each === level)}
              @change=${() => send({ kind: 'set-level', skill: id, level: each })}
            /><span aria-hidden="true">${each}</span>
          </label>`,
      )}
    </span>
    <span class="says">
      <span>${levels[level]?.words ?? ''}</span>
      ${proved ? html`<span class="proved">${icon('pass')}${proved.text}</span>` : nothing}
      ${skill.isChanged ? html`<span class="muted">${levels[usual]?.usual ?? ''}</span>` : nothing}
    </span>
    <span class="more">
      ${
        skill.isChanged
          ? html`<button
              type="button"
              class="button quiet only-icon"
              ?disabled=${!isOpen}
              aria-label=${`${labels.reset}: ${name}`}
              title=${labels.reset}
              @click=${() => reset(skill, send)}
            >
              ${icon('discard')}
            </button>`
          : nothing
      }
      ${
        hasEvidence
          ? nothing
          : html`<button
              type="button"
              class="button quiet only-icon"
              ?disabled=${!isOpen}
              aria-label=${`${labels.addEvidence}: ${name}`}
              title=${labels.addEvidence}
              @click=${() => ask(id)}
            >
              ${icon('edit')}
            </button>`
      }
    </span>
    ${hasEvidence ? evidence(skill, labels.evidence, { isOpen, send }) : nothing}
  </li>`;
}

/** The button goes with the change; the focus stays in its row. */
function reset({ id, usual }: SkillView, send: Send): void {
  focusNext(`evidence-${id}`);
  local.set({ evidence: new Set([...local.value.evidence, id]) });
  send({ kind: 'set-level', skill: id, level: usual });
}

function ask(skill: string): void {
  local.set({ evidence: new Set([...local.value.evidence, skill]) });
  document.getElementById(`evidence-${skill}`)?.focus();
}

const evidence = ({ id, name, evidence: line }: SkillView, label: string, { isOpen, send }: Form): TemplateResult =>
  html`<label class="evidence">
    <span class="muted">${label}</span>
    <input
      type="text"
      id="evidence-${id}"
      maxlength=${longestLine}
      aria-label=${`${label}: ${name}`}
      ?disabled=${!isOpen}
      .value=${line}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) {
          send({ kind: 'set-evidence', skill: id, evidence: event.target.value });
        }
      }}
    />
  </label>`;
