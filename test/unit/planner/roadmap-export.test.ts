import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import MarkdownIt from 'markdown-it';
import { describe, it } from 'mocha';
import type { DatedMilestone } from '../../../src/core/planner/phase-goals';
import { type RoadmapRequest, scheduleRoadmap } from '../../../src/core/planner/roadmap';
import type { Block } from '../../../src/core/planner/roadmap-blocks';
import {
  type RoadmapToExport,
  type RoadmapWords,
  toCalendar,
  toCsv,
  toMarkdown,
} from '../../../src/core/planner/roadmap-export';

const titles: Record<string, string> = {
  'ml-to-deep-learning/one-neuron': 'One neuron, "softmax"; a, b\nand é',
  'practice:m.calc:1': '=Practice | <b>calculus</b> \\ to level 1',
  'practice:t.paper:2': `Reading ${'and reproducing '.repeat(8)}research`,
};
const blocks = Object.keys(titles).map((id, index): Block => ({
  id,
  kind: id.startsWith('practice') ? 'practice' : 'step',
  phase: index === 2 ? 'pivot-ready' : 'explorer',
  minutes: 510,
  rises: [{ skill: `m.skill${index}`, from: 0, to: index + 1 }],
  requires: [],
}));
const planned = (more: Partial<RoadmapRequest> = {}): RoadmapToExport => {
  const scheduled = scheduleRoadmap({ blocks, hoursPerWeek: 10, start: '2027-03-22', weeksOff: [], ...more });
  assert.ok(scheduled.ok);
  return { road: scheduled.value, milestones: [] };
};
const road = planned();
const milestone: DatedMilestone = {
  ref: 'ml-to-deep-learning/one-neuron-real',
  title: 'My own regression, "real"',
  step: 'ml-to-deep-learning/one-neuron',
  kind: 'attested',
  phase: 'explorer',
  date: '2027-03-28',
};
/** The second and the third week are free. */
const whole: RoadmapToExport = {
  ...planned({ weeksOff: ['2027-03-31'], missedWeeks: ['2027-04-05'] }),
  milestones: [milestone],
};
const words: RoadmapWords = {
  title: 'From classical ML to deep learning',
  note: 'An estimate.',
  phase: (phase) => phase,
  block: ({ id }) => titles[id] ?? id,
  hours: (hours) => `${hours} h`,
  indicators: (phase) => (phase === 'explorer' ? ['I can say * why.'] : []),
  milestoneKind: (kind) => kind,
  weekOff: 'Week off',
  missedWeek: 'Missed week',
  kinds: { phase: 'Phase', step: 'Step', practice: 'Practice', milestone: 'Milestone' },
  headings: { indicators: 'There when', milestones: 'Milestones', weeks: 'Free weeks' },
  columns: {
    kind: 'Kind',
    phase: 'Phase',
    what: 'What',
    hours: 'Hours',
    first: 'First day',
    last: 'Last day',
    skills: 'Skills',
  },
};
const stamp = new Date('2027-01-01T12:00:00Z');

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as never)
    .getAllSubcomponents('vevent')
    .map((each) => new ICAL.Event(each))
    .map((event) => ({
      uid: event.uid,
      summary: event.summary,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      isDay: event.startDate.isDate,
      description: event.description,
      category: event.component.getFirstPropertyValue('categories'),
      isBusy: event.component.getFirstPropertyValue('transp') !== 'TRANSPARENT',
    }));
/** Without the phases. */
const blockEvents = (text: string) => eventsOf(text).filter(({ category }) => category !== 'Phase');

describe('a roadmap for other programs', () => {
  it('is a calendar of whole days that a calendar program reads', () => {
    const text = toCalendar(road, words, stamp);
    const events = blockEvents(text);
    assert.deepEqual(
      events.map(({ uid, summary, start, end, isDay }) => ({ uid, summary, start, end, isDay })),
      [
        ['ml-to-deep-learning-one-neuron', '2027-03-22', '2027-03-29'],
        ['practice-m.calc-1', '2027-03-29', '2027-04-05'],
        ['practice-t.paper-2', '2027-04-05', '2027-04-12'],
      ].map(([id, start, end], index) => ({
        uid: `${id}@bridgecraft`,
        summary: Object.values(titles)[index],
        start,
        end,
        isDay: true,
      })),
    );
    assert.equal(events[0]?.description, 'explorer\n8.5 h\nm.skill0 1\nAn estimate.');
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
  });

  it('has the same days in every time zone', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Berlin']) {
        process.env['TZ'] = zone;
        assert.notEqual(new Date(0).getHours(), 0, 'the zone is in force');
        // The clocks of Europe change on 2027-03-28.
        assert.deepEqual(
          blockEvents(toCalendar(road, words, stamp)).map(({ start, end }) => `${start} ${end}`),
          ['2027-03-22 2027-03-29', '2027-03-29 2027-04-05', '2027-04-05 2027-04-12'],
          zone,
        );
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('is a table that a spreadsheet reads, without formulas', () => {
    const lines = toCsv(road, words).split('\r\n');
    assert.equal(lines[0], 'Kind,Phase,What,Hours,First day,Last day,Skills');
    assert.equal(lines[1], 'Phase,explorer,explorer,,2027-03-22,2027-04-04,');
    assert.ok(lines[2]?.startsWith('Step,explorer,"One neuron, ""softmax""; a, b\nand é",8.5,2027-03-22,2027-03-28,'));
    assert.ok(lines[3]?.startsWith("Practice,explorer,'=Practice | "));
    assert.equal(lines.at(-1), '');
  });

  it('is Markdown that shows names as they are', () => {
    const html = new MarkdownIt({ html: true }).render(toMarkdown(road, words));
    assert.ok(html.includes('=Practice | &lt;b&gt;calculus&lt;/b&gt; \\ to level 1'), html);
    assert.equal(html.match(/<table>/gu)?.length, 2);
    assert.ok(html.includes('explorer (2027-03-22 – 2027-04-04, 17 h)'));
  });

  it('carries phases, milestones, weeks off and missed weeks into the calendar, and makes nobody busy', () => {
    const events = eventsOf(toCalendar(whole, words, stamp));
    assert.deepEqual(
      events
        .filter(({ category }) => category !== 'Step' && category !== 'Practice')
        .map(({ uid, summary, start, end, category }) => [uid, summary, start, end, category]),
      [
        ['phase-explorer@bridgecraft', 'explorer', '2027-03-22', '2027-04-19', 'Phase'],
        ['phase-pivot-ready@bridgecraft', 'pivot-ready', '2027-04-19', '2027-04-26', 'Phase'],
        [
          'milestone-ml-to-deep-learning-one-neuron-real@bridgecraft',
          'My own regression, "real"',
          '2027-03-28',
          '2027-03-29',
          'Milestone',
        ],
        ['off-2027-03-29@bridgecraft', 'Week off', '2027-03-29', '2027-04-05', 'Week off'],
        ['missed-2027-04-05@bridgecraft', 'Missed week', '2027-04-05', '2027-04-12', 'Missed week'],
      ],
    );
    assert.ok(events.every(({ isBusy, isDay }) => !isBusy && isDay));
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
  });

  it('carries them into the table, whose hours still add up, and into Markdown', () => {
    const lines = toCsv(whole, words).split('\r\n');
    assert.ok(lines.includes('Milestone,explorer,"My own regression, ""real""",,2027-03-28,2027-03-28,'));
    assert.ok(lines.includes('Week off,,,0,2027-03-29,2027-04-04,'));
    assert.ok(lines.includes('Missed week,,,0,2027-04-05,2027-04-11,'));
    const html = new MarkdownIt({ html: true }).render(toMarkdown(whole, words));
    for (const line of ['I can say * why.', 'My own regression, &quot;real&quot; (2027-03-28, attested)']) {
      assert.ok(html.includes(`<li>${line}</li>`), html);
    }
    assert.match(html, /<h2>Free weeks<\/h2>\n<ul>\n<li>2027-03-29 – 2027-04-04: Week off<\/li>/u);
  });
});
