/** A roadmap for other programs: a calendar (RFC 5545), a table (RFC 4180), and Markdown. */
import ical from 'ical-generator';
import { dayNumber, type IsoDate } from './calendar-days';
import type { DatedBlock, Roadmap } from './roadmap';
import type { CareerPhase } from './roadmap-blocks';

/** Texts for people, in their language. */
export interface RoadmapWords {
  /** Of the whole road, such as "From computer vision to NLP". */
  readonly title: string;
  /** What the figures are: an estimate, and whose. */
  readonly note: string;
  readonly phase: (phase: CareerPhase) => string;
  readonly block: (block: DatedBlock) => string;
  /** `2.5` hours as text. */
  readonly hours: (hours: number) => string;
  readonly columns: Readonly<Record<'phase' | 'what' | 'hours' | 'first' | 'last' | 'skills', string>>;
}

const millisecondsInDay = 86_400_000;
const hoursOf = ({ minutes }: { readonly minutes: number }): number => Math.round(minutes / 6) / 10;
const skillsOf = ({ rises }: DatedBlock): string => rises.map(({ skill, to }) => `${skill} ${to}`).join(', ');

/**
 * An event of whole days for each block. Its id is that of the block, so that a calendar which is imported again
 * updates what it has. `stamp` is the time of the export.
 */
export function toCalendar({ blocks }: Roadmap, words: RoadmapWords, stamp: Date): string {
  const calendar = ical({
    name: words.title,
    description: words.note,
    prodId: { company: 'Bridgecraft', product: 'Planner', language: 'EN' },
  });
  for (const block of blocks) {
    calendar.createEvent({
      id: `${block.id.replaceAll(/[^\w.-]+/gu, '-')}@bridgecraft`,
      start: atUtc(block.first),
      // The day after the last one: RFC 5545 excludes the end.
      end: atUtc(block.last, 1),
      allDay: true,
      stamp,
      summary: words.block(block),
      description: [words.phase(block.phase), words.hours(hoursOf(block)), skillsOf(block), words.note]
        .filter((line) => line !== '')
        .join('\n'),
    });
  }
  return calendar.toString();
}

const atUtc = (date: IsoDate, days = 0): Date => new Date((dayNumber(date) + days) * millisecondsInDay);

export function toCsv({ blocks }: Roadmap, words: RoadmapWords): string {
  const { phase, what, hours, first, last, skills } = words.columns;
  const rows = [
    [phase, what, hours, first, last, skills],
    ...blocks.map((block) => [
      words.phase(block.phase),
      words.block(block),
      String(hoursOf(block)),
      block.first,
      block.last,
      skillsOf(block),
    ]),
  ];
  return `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula would be one in a spreadsheet. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function toMarkdown({ blocks, phases }: Roadmap, words: RoadmapWords): string {
  const { what, hours, first, last, skills } = words.columns;
  const parts = phases.map((dates) =>
    [
      `## ${markdownText(words.phase(dates.phase))} (${dates.first} – ${dates.last}, ${words.hours(hoursOf(dates))})`,
      '',
      `| ${[what, hours, first, last, skills].map(markdownText).join(' | ')} |`,
      '| --- | ---: | --- | --- | --- |',
      ...blocks
        .filter(({ phase }) => phase === dates.phase)
        .map(
          (block) =>
            `| ${[words.block(block), String(hoursOf(block)), block.first, block.last, skillsOf(block)].map(markdownText).join(' | ')} |`,
        ),
    ].join('\n'),
  );
  return `${[`# ${markdownText(words.title)}`, markdownText(words.note), ...parts].join('\n\n')}\n`;
}

const markdownText = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>|#]/gu, '\\$&').replaceAll(/\s+/gu, ' ');
