/** What a learner writes, as paragraphs, lists and `code`. Nothing else is markup: the rest is shown as it was typed. */
import { plainText } from '../curriculum/text';
import { type Html, html } from './html';

interface Block {
  readonly kind: 'paragraph' | 'bullets' | 'numbers';
  /** A paragraph has one. */
  readonly items: string[];
}

export const prose = (text: string): readonly Html[] => blocksOf(text).map(blockHtml);

function blockHtml({ kind, items }: Block): Html {
  const entries = items.map((item) => html`<li>${inline(item)}</li> `);
  switch (kind) {
    case 'paragraph':
      return html`<p>${items.map(inline)}</p> `;
    case 'bullets':
      return html`<ul>
        ${entries}
      </ul> `;
    case 'numbers':
      return html`<ol>
        ${entries}
      </ol> `;
  }
}

const inline = (text: string): readonly Html[] =>
  text
    .split(/(`[^`]+`)/u)
    .map((part) => (/^`[^`]+`$/u.test(part) ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`));

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of plainText(text).split('\n')) {
    const words = line.trim();
    const item = /^(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/u.exec(words);
    if (words === '') {
      open = undefined;
    } else if (item) {
      const kind = item[1] === undefined ? 'bullets' : 'numbers';
      // Items of one list may stand apart.
      const last = blocks.at(-1);
      open = last?.kind === kind ? last : addTo(blocks, { kind, items: [] });
      open.items.push(item[2] ?? '');
    } else if (open) {
      open.items.push(`${open.items.pop() ?? ''} ${words}`);
    } else {
      open = addTo(blocks, { kind: 'paragraph', items: [words] });
    }
  }
  return blocks;
}

function addTo(blocks: Block[], block: Block): Block {
  blocks.push(block);
  return block;
}
