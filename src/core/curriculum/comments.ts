/** How a file's language writes a comment on a line of its own. */
export interface CommentStyle {
  readonly language: 'python' | 'hash' | 'sql' | 'markdown';
  readonly open: string;
  readonly close: string;
}

const python: CommentStyle = { language: 'python', open: '#', close: '' };
const hash: CommentStyle = { language: 'hash', open: '#', close: '' };
const sql: CommentStyle = { language: 'sql', open: '--', close: '' };
const markdown: CommentStyle = { language: 'markdown', open: '<!--', close: '-->' };

const byExtension: Readonly<Record<string, CommentStyle>> = {
  cfg: hash,
  conf: hash,
  dockerfile: hash,
  md: markdown,
  py: python,
  pyi: python,
  sh: hash,
  sql,
  toml: hash,
  txt: hash,
  yaml: hash,
  yml: hash,
};
const byName: Readonly<Record<string, CommentStyle>> = {
  containerfile: hash,
  dockerfile: hash,
  dockerignore: hash,
  gitattributes: hash,
  gitignore: hash,
  makefile: hash,
};

/** Undefined for a language without line comments that we know (JSON, CSV): such a file has no regions. */
export function commentStyleOf(path: string): CommentStyle | undefined {
  const name = (path.split('/').at(-1) ?? path).toLowerCase();
  const bare = name.replace(/^[._]/, '');
  const known = byName[bare] ?? byName[bare.split('.')[0] ?? bare];
  return known ?? byExtension[name.split('.').at(-1) ?? ''];
}

/** The text of a comment that fills its line, without its signs; undefined when the line is none. */
export function commentText(line: string, style: CommentStyle): string | undefined {
  const trimmed = line.trim();
  if (!trimmed.startsWith(style.open) || !trimmed.endsWith(style.close)) {
    return undefined;
  }
  if (trimmed.length < style.open.length + style.close.length) {
    return undefined;
  }
  return trimmed.slice(style.open.length, trimmed.length - style.close.length);
}

export const commentLine = (indent: string, text: string, style: CommentStyle): string =>
  `${indent}${style.open} ${style.close === '' ? text : `${text.replaceAll('--', '- -')} ${style.close}`}`;

export const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';
