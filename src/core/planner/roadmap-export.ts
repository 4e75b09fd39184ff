/** A roadmap for other programs: a calendar (RFC 5545), a table (RFC 4180), and Markdown. */
import ical, { ICalEventTransparency } from 'ical-generator';
import { dayNumber, type IsoDate, isoDate } from './calendar-days';
import type { DatedMilestone } from './phase-goals';
import type { DatedBlock, PhaseDates, PlannedWeek, Roadmap } from './roadmap';
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
  /** The signs by which somebody knows that a phase is over. */
  readonly indicators: (phase: CareerPhase) => readonly string[];
  readonly milestoneKind: (kind: DatedMilestone['kind']) => string;
  readonly weekOff: string;
  readonly missedWeek: string;
  readonly kinds: Readonly<Record<'phase' | 'step' | 'practice' | 'milestone', string>>;
  readonly headings: Readonly<Record<'indicators' | 'milestones' | 'weeks', string>>;
  readonly columns: Readonly<Record<'kind' | 'phase' | 'what' | 'hours' | 'first' | 'last' | 'skills', string>>;
}

export interface RoadmapToExport {
  readonly road: Roadmap;
  readonly milestones: readonly DatedMilestone[];
}

const millisecondsInDay = 86_400_000;
const hoursOf = ({ minutes }: { readonly minutes: number }): number => Math.round(minutes / 6) / 10;
const skillsOf = ({ rises }: DatedBlock): string => rises.map(({ skill, to }) => `${skill} ${to}`).join(', ');
const freeWeeks = ({ weeks }: Roadmap): readonly PlannedWeek[] => weeks.filter(({ kind }) => kind !== 'work');
const sunday = ({ monday }: PlannedWeek): IsoDate => isoDate(dayNumber(monday) + 6);
const weekName = (words: RoadmapWords, { kind }: PlannedWeek): string =>
  kind === 'missed' ? words.missedWeek : words.weekOff;

/**
 * An event of whole days for each phase, block, milestone and week without work. Ids are those of the parts, so that a
 * calendar which is imported again updates what it has. `stamp` is the time of the export.
 */
export function toCalendar({ road, milestones }: RoadmapToExport, words: RoadmapWords, stamp: Date): string {
  const calendar = ical({
    name: words.title,
    description: words.note,
    prodId: { company: 'Bridgecraft', product: 'Planner', language: 'EN' },
  });
  const add = (event: {
    readonly id: string;
    readonly first: IsoDate;
    readonly last: IsoDate;
    readonly summary: string;
    readonly lines: readonly string[];
    readonly category: string;
  }): void => {
    calendar.createEvent({
      id: `${event.id.replaceAll(/[^\w.-]+/gu, '-')}@bridgecraft`,
      start: atUtc(event.first),
      // The day after the last one: RFC 5545 excludes the end.
      end: atUtc(event.last, 1),
      allDay: true,
      // A plan by the week makes nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      stamp,
      summary: event.summary,
      description: event.lines.filter((line) => line !== '').join('\n'),
      categories: [{ name: event.category }],
    });
  };
  for (const phase of road.phases) {
    add({
      ...phase,
      id: `phase-${phase.phase}`,
      summary: words.phase(phase.phase),
      lines: [words.hours(hoursOf(phase)), ...words.indicators(phase.phase), words.note],
      category: words.kinds.phase,
    });
  }
  for (const block of road.blocks) {
    add({
      ...block,
      summary: words.block(block),
      lines: [words.phase(block.phase), words.hours(hoursOf(block)), skillsOf(block), words.note],
      category: words.kinds[block.kind],
    });
  }
  for (const { ref, date, title, kind, phase } of milestones) {
    add({
      id: `milestone-${ref}`,
      first: date,
      last: date,
      summary: title,
      lines: [words.phase(phase), words.milestoneKind(kind), words.note],
      category: words.kinds.milestone,
    });
  }
  for (const week of freeWeeks(road)) {
    const summary = weekName(words, week);
    add({
      id: `${week.kind}-${week.monday}`,
      first: week.monday,
      last: sunday(week),
      summary,
      lines: [words.note],
      category: summary,
    });
  }
  return calendar.toString();
}

const atUtc = (date: IsoDate, days = 0): Date => new Date((dayNumber(date) + days) * millisecondsInDay);

/** Each phase before its blocks, a milestone after its step, and weeks without work at the end. */
export function toCsv({ road, milestones }: RoadmapToExport, words: RoadmapWords): string {
  const { kind, phase, what, hours, first, last, skills } = words.columns;
  const rows = [
    [kind, phase, what, hours, first, last, skills],
    ...road.phases.flatMap((dates) => [
      phaseRow(dates, words),
      ...road.blocks
        .filter((block) => block.phase === dates.phase)
        .flatMap((block) => [
          [
            words.kinds[block.kind],
            words.phase(block.phase),
            words.block(block),
            String(hoursOf(block)),
            block.first,
            block.last,
            skillsOf(block),
          ],
          ...milestones
            .filter(({ step }) => step === block.id)
            .map(({ title, date }) => [words.kinds.milestone, words.phase(block.phase), title, '', date, date, '']),
        ]),
    ]),
    ...freeWeeks(road).map((week) => [weekName(words, week), '', '', '0', week.monday, sunday(week), '']),
  ];
  return `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

const phaseRow = (dates: PhaseDates, words: RoadmapWords): readonly string[] => {
  const name = words.phase(dates.phase);
  // Its hours are those of its blocks: a sum over the column must not count them twice.
  return [words.kinds.phase, name, name, '', dates.first, dates.last, ''];
};

/** A cell that begins like a formula would be one in a spreadsheet. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function toMarkdown({ road, milestones }: RoadmapToExport, words: RoadmapWords): string {
  const { blocks, phases } = road;
  const { what, hours, first, last, skills } = words.columns;
  const listed = (heading: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`${markdownText(heading)}:`, '', ...lines.map((line) => `- ${markdownText(line)}`), ''];
  const parts = phases.map((dates) =>
    [
      `## ${markdownText(words.phase(dates.phase))} (${dates.first} – ${dates.last}, ${words.hours(hoursOf(dates))})`,
      '',
      ...listed(words.headings.indicators, words.indicators(dates.phase)),
      ...listed(
        words.headings.milestones,
        milestones
          .filter(({ phase }) => phase === dates.phase)
          .map(({ title, date, kind }) => `${title} (${date}, ${words.milestoneKind(kind)})`),
      ),
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
  const free = freeWeeks(road).map(
    (week) => `- ${week.monday} – ${sunday(week)}: ${markdownText(weekName(words, week))}`,
  );
  const weeks = free.length === 0 ? [] : [[`## ${markdownText(words.headings.weeks)}`, '', ...free].join('\n')];
  return `${[`# ${markdownText(words.title)}`, markdownText(words.note), ...parts, ...weeks].join('\n\n')}\n`;
}

const markdownText = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>|#]/gu, '\\$&').replaceAll(/\s+/gu, ' ');
