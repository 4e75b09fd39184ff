/**
 * Renders a guide to HTML at build time: no raw HTML, no inline styles, formulas as MathML, code as classes.
 *
 * For the stylesheet (media/guide.css). Code: `pre.code > code` with spans of the classes tok-keyword, tok-string,
 * tok-comment, tok-function, tok-number, tok-type, tok-variable, tok-operator, tok-inserted, tok-deleted.
 * Formulas: `span.katex > math`, displayed ones in `p.katex-block`. Tables: `div.table > table`, cells align-left,
 * align-center, align-right. Pictures: `img` whose src begins with `{{guide}}/`, which the host replaces by the folder of
 * the guide. Figures that the checks report: `span.figure`. Links into the project: `a[data-file]` with the path in the project. Headings have ids.
 */
import markdownItKatex from '@vscode/markdown-it-katex';
import MarkdownIt, { type RendererRule as Render, type Token } from 'markdown-it';
import { createHighlighter, type Highlighter, type ThemeRegistration } from 'shiki';
import type { Problem } from '../src/core/curriculum/problem';

const scopes: readonly (readonly [token: string, scopes: readonly string[]])[] = [
  ['comment', ['comment', 'punctuation.definition.comment', 'string.quoted.docstring']],
  ['string', ['string', 'punctuation.definition.string', 'markup.inline.raw']],
  ['number', ['constant.numeric', 'constant.language', 'constant.character', 'constant.other']],
  [
    'keyword',
    [
      'keyword',
      'storage',
      'keyword.operator.logical.python',
      'keyword.operator.word',
      'punctuation.definition.decorator',
    ],
  ],
  ['operator', ['keyword.operator']],
  [
    'function',
    ['entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.command', 'meta.decorator'],
  ],
  [
    'type',
    [
      'entity.name.type',
      'entity.name.class',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
      'entity.name.tag',
    ],
  ],
  [
    'variable',
    ['variable.parameter', 'variable.other.normal.shell', 'support.type.property-name', 'variable.language'],
  ],
  ['inserted', ['markup.inserted']],
  ['deleted', ['markup.deleted']],
];

/** Each class has a color of its own, which is turned back into the class. */
const colorOf = (index: number): string => `#0000${(index + 1).toString(16).padStart(2, '0')}`;
const theme: ThemeRegistration = {
  name: 'classes',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  settings: scopes.map(([, scope], index) => ({ scope: [...scope], settings: { foreground: colorOf(index) } })),
};
const classOf = new Map(scopes.map(([token], index) => [colorOf(index), `tok-${token}`]));

const languages = [
  'python',
  'bash',
  'console',
  'yaml',
  'toml',
  'json',
  'sql',
  'docker',
  'diff',
  'ini',
  'powershell',
  'csv',
] as const;
const plainLanguages: ReadonlySet<string> = new Set(['', 'text', 'txt', 'plain', 'output']);

/** Browsers set "log p" as "logp": what applies a function has no width, and KaTeX leaves the space to them. */
const bareOperand = /<mo>\u2061<\/mo>(?!<mo[^>]*>\()/g;
const thinSpace = '<mspace width="0.17em"></mspace>';

export interface GuideInput {
  /** For problems. */
  readonly file: string;
  readonly markdown: string;
}

export interface GuideRenderer {
  render(input: GuideInput): { readonly html: string; readonly problems: readonly Problem[] };
}

export async function createGuideRenderer(): Promise<GuideRenderer> {
  const highlighter = await createHighlighter({ themes: [theme], langs: [...languages] });
  return { render: (input) => renderGuide(input, highlighter) };
}

function renderGuide(
  { file, markdown }: GuideInput,
  highlighter: Highlighter,
): { html: string; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false });
  md.use(markdownItKatex, { output: 'mathml', throwOnError: false, strict: 'ignore' });
  const { escapeHtml } = md.utils;
  const add = (line: number, message: string): void => void problems.push({ file, line, column: 1, message });

  const rule = (name: string, render: (before: Render) => Render): void => {
    const before: Render =
      md.renderer.rules[name] ?? ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options));
    md.renderer.rules[name] = render(before);
  };
  let line = 1;
  for (const name of ['paragraph_open', 'tr_open', 'heading_open', 'list_item_open']) {
    rule(name, (before) => (tokens, index, ...rest) => {
      line = (tokens[index]?.map?.[0] ?? line - 1) + 1;
      return before(tokens, index, ...rest);
    });
  }
  for (const name of ['math_inline', 'math_inline_block', 'math_block', 'math_inline_bare_block']) {
    rule(name, (before) => (tokens, index, ...rest) => {
      const html = before(tokens, index, ...rest);
      if (html.includes('katex-error')) {
        const at = tokens[index]?.map?.[0];
        add(at === undefined ? line : at + 1, `the formula cannot be read: ${tokens[index]?.content.trim() ?? ''}`);
      }
      return html.replaceAll(/ style="[^"]*"/g, '').replaceAll(bareOperand, `$&${thinSpace}`);
    });
  }
  const slugs = new Map<string, number>();
  rule('heading_open', (before) => (tokens, index, ...rest) => {
    const text = tokens[index + 1]?.children?.map((token) => token.content).join('') ?? '';
    const slug =
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .replaceAll(/^-|-$/g, '') || 'section';
    const count = slugs.get(slug) ?? 0;
    slugs.set(slug, count + 1);
    tokens[index]?.attrSet('id', count === 0 ? slug : `${slug}-${count}`);
    return before(tokens, index, ...rest);
  });
  for (const name of ['th_open', 'td_open']) {
    rule(name, (before) => (tokens, index, ...rest) => {
      const token = tokens[index];
      const align = /text-align:(\w+)/.exec(textAttribute(token, 'style'))?.[1];
      if (token && align) {
        token.attrs = [['class', `align-${align}`]];
      }
      return before(tokens, index, ...rest);
    });
  }
  rule('table_open', () => () => '<div class="table"><table>\n');
  rule('table_close', () => () => '</table></div>\n');
  rule('link_open', (before) => (tokens, index, ...rest) => {
    const token = tokens[index];
    const href = textAttribute(token, 'href');
    if (token && href.startsWith('figure:')) {
      token.tag = 'span';
      token.attrs = [['class', 'figure']];
      const end = tokens.slice(index).find((other) => other.type === 'link_close' && other.level === token.level);
      if (end) {
        end.tag = 'span';
      }
    } else if (token && !href.startsWith('#') && !href.startsWith('https://')) {
      token.attrs = [
        ['href', '#'],
        ['data-file', decodeURI(href.split('#')[0] ?? '')],
      ];
    }
    return before(tokens, index, ...rest);
  });
  rule('image', (before) => (tokens, index, ...rest) => {
    const token = tokens[index];
    token?.attrSet('src', textAttribute(token, 'src').replace(/^guide\//, '{{guide}}/'));
    return before(tokens, index, ...rest);
  });
  const code = (content: string, language: string, at: number): string => {
    const known = languages.find((name) => name === language);
    if (known === undefined && !plainLanguages.has(language)) {
      add(at, `the code block's language "${language}" is not known`);
    }
    const html =
      known === undefined
        ? escapeHtml(content)
        : highlighter
            .codeToTokensBase(content, { lang: known, theme })
            .map((tokens) => tokens.map(({ content: text, color }) => span(escapeHtml(text), color)).join(''))
            .join('\n');
    return `<pre class="code" tabindex="0"><code>${html.replace(/\n$/, '')}</code></pre>\n`;
  };
  md.renderer.rules.fence = (tokens, index) => {
    const token = tokens[index];
    const language = (token?.info ?? '').trim().split(/\s+/)[0] ?? '';
    return code(token?.content ?? '', language, (token?.map?.[0] ?? 0) + 1);
  };
  md.renderer.rules.code_block = (tokens, index) => code(tokens[index]?.content ?? '', '', 1);
  return { html: md.render(markdown), problems };
}

const textAttribute = (token: Token | undefined, name: string): string => String(token?.attrGet(name) ?? '');

function span(html: string, color: string | undefined): string {
  const name = classOf.get((color ?? '').toLowerCase());
  return name === undefined || html.trim() === '' ? html : `<span class="${name}">${html}</span>`;
}
