/** Pictures of projects: which ones a README shows, what their bytes are, and how many of them a site has room for. */
import type { Content } from '../curriculum/content-tree';
import type { StepRef } from '../curriculum/model';
import { pathProblem } from '../curriculum/paths';

export interface ProjectPicture {
  readonly ref: StepRef;
  /** Relative to the project. */
  readonly path: string;
  readonly alt: string;
  /** Undefined: it could not be read. */
  readonly content?: Content | undefined;
}

export type SitePicture =
  | { readonly kind: 'shown'; readonly path: string; readonly alt: string; readonly content: Content }
  | { readonly kind: 'left-out'; readonly name: string; readonly why: string };

/** The pictures of a README, in their order; those of other places, or out of the project, are none of the project's. */
export function picturesIn(readme: string): readonly Pick<ProjectPicture, 'path' | 'alt'>[] {
  const text = readme.replaceAll(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gmu, '');
  const found = [...text.matchAll(/!\[([^\]]*)\]\(<?([^\s()<>]+)>?(?:\s+"[^"]*")?\)/gu)].flatMap(([, alt, target]) => {
    const path = decoded(target ?? '').replace(/^\.\//u, '');
    return pathProblem(path) === undefined ? [{ path, alt: (alt ?? '').replaceAll(/\s+/gu, ' ').trim() }] : [];
  });
  return found.filter(({ path }, place) => found.findIndex((other) => other.path === path) === place);
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** By project, each with its place in the site. The first picture of every project comes before any second one. */
export function placePictures(
  pictures: readonly ProjectPicture[],
  folders: ReadonlyMap<StepRef, string>,
  room: number,
): ReadonlyMap<StepRef, readonly SitePicture[]> {
  let left = room;
  const numbered = pictures
    .map((picture) => ({ picture, at: pictures.filter(({ ref }) => ref === picture.ref).indexOf(picture) }))
    .sort((one, other) => one.at - other.at);
  const placed = new Map<StepRef, SitePicture[]>();
  for (const { picture, at } of numbered) {
    const folder = folders.get(picture.ref);
    if (folder === undefined) continue;
    const result = placePicture(picture, `pictures/${folder}-${at + 1}`, left);
    if (result.kind === 'shown') left -= sizeOf(result.content);
    placed.set(picture.ref, [...(placed.get(picture.ref) ?? []), result]);
  }
  return placed;
}

function placePicture({ path: name, alt, content }: ProjectPicture, place: string, room: number): SitePicture {
  const format = content === undefined ? undefined : pictureFormat(content);
  if (content === undefined || format === undefined)
    return { kind: 'left-out', name, why: 'could not be read as a picture' };
  if (sizeOf(content) > room)
    return { kind: 'left-out', name, why: "is left to the project's folder: it is too large" };
  return { kind: 'shown', path: `${place}.${format}`, alt, content };
}

const signatures = [
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpg', 0, [0xff, 0xd8, 0xff]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
] as const;

export type PictureFormat = (typeof signatures)[number][0] | 'svg';

/** What the ending of a file's name says it is; undefined: no picture. */
export function namedFormat(path: string): PictureFormat | undefined {
  const ending = /\.([a-z]+)$/iu.exec(path)?.[1]?.toLowerCase();
  const format = ending === 'jpeg' ? 'jpg' : ending;
  return format === 'svg' ? format : signatures.map(([name]) => name).find((name) => name === format);
}

/** By its content, since a name may say anything. */
export function pictureFormat(content: Content): PictureFormat | undefined {
  if (typeof content === 'string') return isSvg(content) ? 'svg' : undefined;
  const known = signatures.find(([, at, expected]) => expected.every((byte, place) => content[at + place] === byte));
  return known?.[0] ?? (isSvg(String.fromCharCode(...content.subarray(0, 4096))) ? 'svg' : undefined);
}

function isSvg(text: string): boolean {
  const head = text.slice(0, 4096).replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)/u, '');
  return /^\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE[^>]*>)\s*)*<svg[\s>]/iu.test(head);
}

/** In bytes, at most: a UTF-16 unit beyond ASCII is three bytes of UTF-8 or fewer. */
export const sizeOf = (content: Content): number =>
  content.length + (typeof content === 'string' ? 2 * content.replaceAll(/[\u0000-\u007f]/gu, '').length : 0);
