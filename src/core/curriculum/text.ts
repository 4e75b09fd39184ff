/** Text as it is compared, hashed and scaffolded: without BOM, line ends LF. */
import type { Hasher } from '../ports';

export const plainText = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');

/** The one hash of a file: of its plain text, or of its bytes when it is not text. */
export const hashContent = (content: string | Uint8Array, hasher: Hasher): string =>
  hasher.sha256(typeof content === 'string' ? plainText(content) : content);

/** JSON with sorted keys, so that equal values have equal hashes. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) {
    return `[${value.map((entry) => canonicalJson(entry)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};
