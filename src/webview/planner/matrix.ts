/**
 * Every pivot: a table that is a heat map as well. A cell has its class as a letter and as the length of a line, not as
 * a shade alone. One cell is in the order of Tab; arrows move from cell to cell.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MatrixView } from '../../protocol/planner/pivots';
import type { Send } from './fields';
import { cellId, look } from './look';

type Row = MatrixView['rows'][number];
type Cell = Row['cells'][number];

export function matrix(view: MatrixView, send: Send): TemplateResult {
  const stop = tabStop(view);
  const move = (event: KeyboardEvent, row: Row, cell: Cell): void => {
    const next = neighbor(view, row, cell, event.key);
    if (next === undefined) return;
    event.preventDefault();
    document.getElementById(next)?.focus();
  };
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">${view.heading}</h2>
    <div class="matrix-head">
      <p class="muted prose">${view.explanation}</p>
      ${unitSwitch(view.unit, send)}
    </div>
    <div class="wide" tabindex="0" role="region" aria-labelledby="matrix">
      <table class="matrix">
        <caption>
          ${view.caption}
        </caption>
        <thead>
          <tr>
            <td class="corner muted">${view.corner}</td>
            ${view.columns.map(
              ({ short, label, note }) =>
                html`<th scope="col">
                  <span aria-hidden="true" title=${label}
                    >${short}<span class="mark">${note === '' ? '' : '○'}</span></span
                  >
                  <span class="sr-only">${note === '' ? label : `${label}, ${note}`}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            view.rows,
            (row) => row.id,
            (row) =>
              html`<tr class=${row.isYou ? 'you' : ''}>
                <th scope="row">${row.label}</th>
                ${view.columns.map((column) => {
                  const cell = row.cells.find(({ to }) => to === column.id);
                  if (!cell) return html`<td class="none">—</td>`;
                  return html`<td>
                    <button
                      type="button"
                      id=${cellId(row.id, cell.to)}
                      class="cell cell-${cell.difficulty}"
                      data-letter=${cell.letter}
                      tabindex=${live(cellId(row.id, cell.to) === stop ? '0' : '-1')}
                      aria-pressed=${cell.isChosen ? 'true' : 'false'}
                      aria-label=${cell.label}
                      title=${cell.label}
                      @focus=${(event: Event) => makeStop(event.currentTarget)}
                      @keydown=${(event: KeyboardEvent) => move(event, row, cell)}
                      @click=${() => look(row.id, cell.to, send)}
                    >
                      ${cell.text}
                    </button>
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul class="legend">
      ${view.legend.map(
        ({ difficulty, letter, label }) =>
          html`<li>
            <span class="cell cell-${difficulty}" aria-hidden="true"><span class="letter">${letter}</span></span
            >${label}
          </li>`,
      )}
      ${view.columnLegend === undefined ? nothing : html`<li><span aria-hidden="true">○</span>${view.columnLegend}</li>`}
    </ul>
  </section>`;
}

function unitSwitch({ label, value, options }: MatrixView['unit'], send: Send): TemplateResult {
  return html`<fieldset class="switch">
    <legend class="sr-only">${label}</legend>
    ${options.map(
      (option) =>
        html`<label
          ><input
            type="radio"
            name="unit"
            value=${option.id}
            .checked=${live(option.id === value)}
            @change=${() => send({ kind: 'set-unit', unit: option.id })}
          />${option.label}</label
        >`,
    )}
  </fieldset>`;
}

function tabStop({ rows }: MatrixView): string | undefined {
  const chosen = rows.flatMap((row) =>
    row.cells.filter(({ isChosen }) => isChosen).map(({ to }) => cellId(row.id, to)),
  );
  const [first] = rows;
  return chosen[0] ?? (first?.cells[0] ? cellId(first.id, first.cells[0].to) : undefined);
}

/** Where the focus is, Tab comes back to. */
function makeStop(cell: EventTarget | null): void {
  for (const each of document.querySelectorAll<HTMLElement>('.matrix .cell')) each.tabIndex = each === cell ? 0 : -1;
}

/** The id of the next cell in a direction; a row has none for itself, which is passed over. */
function neighbor(view: MatrixView, row: Row, cell: Cell, key: string): string | undefined {
  const columns = view.columns.map(({ id }) => id);
  const [x, y] = [columns.indexOf(cell.to), view.rows.indexOf(row)];
  const right = Number(key === 'ArrowRight') - Number(key === 'ArrowLeft');
  const down = Number(key === 'ArrowDown') - Number(key === 'ArrowUp');
  if (right === 0 && down === 0) return undefined;
  for (let step = 1; step <= columns.length; step += 1) {
    const next = view.rows[y + step * down];
    const to = columns[x + step * right];
    if (!next || to === undefined) return undefined;
    if (next.cells.some((each) => each.to === to)) return cellId(next.id, to);
  }
  return undefined;
}
