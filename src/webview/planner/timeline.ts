/** The road over months: a lane for each phase, a column for each week, a line for today. Places are percentages. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { TimelineView } from '../../protocol/planner/roadmap';
import { disclosure } from '../shared/parts';

const laneTop = 26;
const laneHeight = 42;
const barTop = 18;
const barHeight = 14;
const weekHeight = 24;
/** From here on a label stands left of its place. */
const farRight = 0.7;
/** Weeks that fit into a page without scrolling. */
const fewWeeks = 40;

const percent = (part: number): string => `${(100 * part).toFixed(3)}%`;
const width = (from: number, to: number): string => percent(Math.max(0.001, to - from));

function lane(view: TimelineView['lanes'][number], index: number): TemplateResult {
  const top = laneTop + index * laneHeight;
  const from = Math.min(...view.spans.map((span) => span.from));
  const isFar = from > farRight;
  return svg`<g>
    <text x=${isFar ? '100%' : percent(from)} y=${top + 12} text-anchor=${isFar ? 'end' : 'start'}>${view.label}</text>
    ${view.spans.map(
      (span) => svg`<rect class="span span-${span.kind}" x=${percent(span.from)} width=${width(span.from, span.to)}
        y=${span.kind === 'done' ? top + barTop + 4 : top + barTop} height=${span.kind === 'done' ? 6 : barHeight}
        fill=${span.kind === 'practice' ? 'url(#hatch)' : nothing}><title>${span.title}</title></rect>`,
    )}
    ${view.milestones.map(
      ({ at, title }) => svg`<svg x=${percent(at)} y=${top + barTop + barHeight / 2} overflow="visible">
        <path class="milestone" d="M0-7 6 0 0 7-6 0Z"><title>${title}</title></path></svg>`,
    )}
  </g>`;
}

function week({ from, to, kind, load, title }: TimelineView['weeks'][number], top: number): TemplateResult {
  if (kind === 'work') {
    return svg`<g><title>${title}</title>
      <rect class="week-buffer" x=${percent(from)} width=${width(from, to)} y=${top} height=${weekHeight}></rect>
      <rect class="week-load" x=${percent(from)} width=${width(from, to)} y=${top + weekHeight * (1 - load)}
        height=${weekHeight * load}></rect></g>`;
  }
  return svg`<g><title>${title}</title>
    <rect class="free-weeks" x=${percent(from)} width=${width(from, to)} y=${laneTop - 4} height=${top - laneTop + 4}></rect>
    <rect class="week-${kind}" x=${percent(from)} width=${width(from, to)} y=${top} height=${weekHeight}
      fill=${kind === 'off' ? 'url(#dots)' : nothing}></rect>
    ${
      kind === 'missed'
        ? svg`<line class="cross" x1=${percent(from)} x2=${percent(to)} y1=${top} y2=${top + weekHeight}></line>
          <line class="cross" x1=${percent(to)} x2=${percent(from)} y1=${top} y2=${top + weekHeight}></line>`
        : nothing
    }</g>`;
}

const patterns = svg`<defs>
  <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line class="pattern-line" x1="0" x2="0" y1="0" y2="5"></line></pattern>
  <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
    <circle class="pattern-dot" cx="2" cy="2" r="1"></circle></pattern>
</defs>`;

/** A small piece of the picture beside its word. */
function sample(kind: TimelineView['legend'][number]['kind']): TemplateResult {
  const shape = {
    done: svg`<rect class="span span-done" x="1" y="4" width="20" height="6"></rect>`,
    step: svg`<rect class="span span-step" x="1" y="1" width="20" height="12"></rect>`,
    practice: svg`<rect class="span span-practice" x="1" y="1" width="20" height="12" fill="url(#hatch)"></rect>`,
    milestone: svg`<path class="milestone" d="M11 0 17 7 11 14 5 7Z"></path>`,
    buffer: svg`<rect class="week-buffer" x="1" y="1" width="20" height="12"></rect>`,
    off: svg`<rect class="week-off" x="1" y="1" width="20" height="12" fill="url(#dots)"></rect>`,
    missed: svg`<rect class="week-missed" x="1" y="1" width="20" height="12"></rect>
      <path class="cross" d="M1 1 21 13M21 1 1 13"></path>`,
  };
  return html`<svg class="sample" width="22" height="14" aria-hidden="true">${shape[kind]}</svg>`;
}

export function timeline(view: TimelineView): TemplateResult {
  const weeksTop = laneTop + view.lanes.length * laneHeight + 24;
  const height = weeksTop + weekHeight + 20;
  const isFar = view.today.at > farRight;
  return html`<figure class="timeline">
    <div class="wide" tabindex="0" role="region" aria-label=${view.label}>
      <svg
        class=${view.width > fewWeeks ? 'months long' : 'months'}
        height=${height}
        role="img"
        aria-label=${view.label}
        aria-describedby="timeline-in-words"
      >
        ${patterns}
        ${view.months.map(
          ({
            label,
            at,
          }) => svg`<line class="month" x1=${percent(at)} x2=${percent(at)} y1="0" y2=${weeksTop + weekHeight}></line>
            <svg x=${percent(at)} overflow="visible"><text class="tick" x="4" y="12">${label}</text></svg>`,
        )}
        ${view.weeks.map((each) => week(each, weeksTop))} ${view.lanes.map((each, index) => lane(each, index))}
        <text class="tick" x="0" y=${weeksTop - 6}>${view.weeksLabel}</text>
        <line class="today" x1=${percent(view.today.at)} x2=${percent(view.today.at)} y1="16" y2=${height - 14}></line>
        <text class="tick" x=${percent(view.today.at)} y=${height - 2} text-anchor=${isFar ? 'end' : 'start'}>
          ${view.today.label}
        </text>
      </svg>
    </div>
    <figcaption>
      <ul class="legend">
        ${view.legend.map(({ kind, label }) => html`<li>${sample(kind)}${label}</li>`)}
      </ul>
      ${disclosure(
        view.inWords.label,
        html`<ul id="timeline-in-words">
          ${view.inWords.lines.map((line) => html`<li>${line}</li>`)}
        </ul>`,
      )}
    </figcaption>
  </figure>`;
}
