/** The files under `curricula/` as they were read: what the compiler of content works on. */

export type Content = string | Uint8Array;

export interface ContentTree {
  /** Path relative to the folder of the curricula, forward slashes → text, or bytes when it is not UTF-8 text. */
  readonly files: ReadonlyMap<string, Content>;
  /** Entries that were not read: links are never followed, large files never loaded. */
  readonly refused: readonly { readonly path: string; readonly reason: 'link' | 'oversized' | 'special' }[];
}

/** The files below a folder, by their path in it. */
export function filesBelow(files: ReadonlyMap<string, Content>, folder: string): ReadonlyMap<string, Content> {
  const prefix = `${folder}/`;
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, content]) => [path.slice(prefix.length), content]),
  );
}

/** The line of the first match, 1-based. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
