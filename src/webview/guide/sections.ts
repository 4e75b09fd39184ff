/** Cuts the rendered guide at its headings, so that the live parts stand where the text speaks of them. */

export interface Section {
  /** The heading's words; empty before the first heading. */
  readonly heading: string;
  readonly html: string;
}

/** Guides are rendered without raw HTML, so a heading's tag is always a heading. */
export function sectionsOf(html: string): readonly Section[] {
  return html
    .split(/(?=<h2[\s>])/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ heading: headingOf(part), html: part }));
}

function headingOf(html: string): string {
  const inner = /^<h2[^>]*>([\s\S]*?)<\/h2>/.exec(html)?.[1] ?? '';
  return inner.replaceAll(/<[^>]*>/g, '').trim();
}

export type LivePart = 'work' | 'gate' | 'pictures' | 'quiz';

const places: Readonly<Record<LivePart, RegExp>> = {
  work: /\btasks?\b|\bwhat you (build|write)\b/i,
  gate: /\bgates?\b/i,
  pictures: /\bto show\b|\bwhat you show\b|\bevidence\b/i,
  quiz: /\bquestions\b/i,
};
const order: readonly LivePart[] = ['work', 'gate', 'pictures', 'quiz'];

export interface Flow {
  readonly section: Section;
  /** What stands after the section. */
  readonly live: readonly LivePart[];
}

/** Each live part after the first section that speaks of it; those without such a section at the end, in order. */
export function flowOf(html: string): readonly Flow[] {
  const sections = sectionsOf(html);
  const all = sections.length > 0 ? sections : [{ heading: '', html: '' }];
  const placed = order.map((part) => {
    const index = all.findIndex((section) => places[part].test(section.heading));
    return { part, index: index < 0 ? all.length - 1 : index };
  });
  return all.map((section, index) => ({
    section,
    live: placed.filter((place) => place.index === index).map((place) => place.part),
  }));
}
