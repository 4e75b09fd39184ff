import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { collisionKey, pathProblem } from '../../../src/core/curriculum/paths';
import { isoDate } from '../../../src/core/planner/calendar-days';
import {
  formatKeptPosting,
  freeName,
  isLink,
  type KeptPosting,
  readKeptPosting,
  slugOf,
  textKey,
  withoutRepeats,
} from '../../../src/core/planner/kept-posting';

const read = (content: string, name = '2026-11-23-engineer.md'): KeptPosting => {
  const result = readKeptPosting(name, content);
  assert.ok(result.ok, result.ok ? '' : result.reason.join('\n'));
  return result.value;
};
const problems = (content: string, name = '2026-11-23-engineer.md'): readonly string[] => {
  const result = readKeptPosting(name, content);
  return result.ok ? [] : result.reason;
};

const anyDate = fc.integer({ min: 0, max: 40_000 }).map(isoDate);
/** As the form gives it: one line, trimmed. */
const oneLine = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.constantFrom('- a: b', '# x', '---', 'null', '2026', "'", 'CON'),
  )
  .map((text) => text.replace(/\s+/gu, ' ').trim())
  .filter((text) => text !== '');
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('---', '', 'title: x', '<b>', ' ', '\t', '# a'), { maxLength: 8 })
    .map((lines) => lines.join('\n')),
);
const anyPosting: fc.Arbitrary<KeptPosting> = fc.record(
  { title: oneLine, date: anyDate, link: fc.webUrl().filter(isLink), place: oneLine, text: anyText },
  { requiredKeys: ['title', 'date', 'text'], noNullPrototype: true },
);

describe('a kept posting', () => {
  it('is a text file that reads by itself', () => {
    const posting = { title: 'Engineer: NLP', date: '2026-11-23', link: 'https://example.org/1', text: 'Python\n' };
    assert.equal(
      formatKeptPosting(posting),
      '---\ntitle: "Engineer: NLP"\ndate: 2026-11-23\nlink: https://example.org/1\n---\n\nPython\n\n',
    );
  });

  it('comes back as it was, whatever its title and its text', () => {
    fc.assert(
      fc.property(anyPosting, (posting) => {
        assert.deepEqual(read(formatKeptPosting(posting)), posting);
      }),
    );
  });

  it('may be edited by hand: line ends of Windows, further fields, fields left out', () => {
    const edited = '\uFEFF---\r\ntitle: Engineer\r\nsalary: 60k\r\n---\r\n\r\nPython\r\nSQL\r\n';
    assert.deepEqual(read(edited), { title: 'Engineer', date: '2026-11-23', text: 'Python\r\nSQL' });
    assert.deepEqual(read('Python', '2026-01-05-deep-learning.md'), {
      title: 'deep learning',
      date: '2026-01-05',
      text: 'Python',
    });
    assert.equal(read('---\n---\nPython').text, 'Python');
  });

  it('names a mistake at its place', () => {
    assert.deepEqual(problems('---\ntitle: x\ndate: 23.11.2026\n---\n'), [
      '2026-11-23-engineer.md:3:7 date: a date is written 2027-01-31',
    ]);
    assert.match(problems('---\nlink: javascript:alert(1)\n---\n').join(), /:2:7 link: a link begins with https:/);
    assert.match(problems('---\ntitle: [\n---\n').join(), /^2026-11-23-engineer\.md:\d+:\d+ /);
    assert.match(problems('Python', 'engineer.md').join(), /^engineer\.md:1:1 says no date; begin the file with/);
    assert.match(problems('Python', '2026-13-45-engineer.md').join(), /says no date/);
  });

  it('takes no link that leads elsewhere than to the web', () => {
    const links = [
      'https://example.org/a?b',
      'http://x',
      'javascript:alert(1)',
      'command:x',
      'https://',
      'https:// x',
      ' ',
    ];
    assert.deepEqual(links.filter(isLink), ['https://example.org/a?b', 'http://x']);
  });
});

describe('the name of a kept posting', () => {
  for (const [title, slug] of [
    ['Senior ML Engineer (m/f/d)', 'senior-ml-engineer-m-f-d'],
    ['Ingénieur·e en apprentissage', 'ingenieur-e-en-apprentissage'],
    ['机器学习工程师', '机器学习工程师'],
    ['データ', 'データ'],
    ['İSTANBUL', 'istanbul'],
    ['../../etc/passwd', 'etc-passwd'],
    ['🙂', 'posting'],
    ['', 'posting'],
  ] as const) {
    it(`says ${JSON.stringify(title)} as ${slug}`, () => {
      assert.equal(slugOf(title), slug);
    });
  }

  it('is one part of a path that every system takes, in one way of writing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('CON', 'nul.txt', 'a:b', 'x.')),
        (title) => {
          const name = freeName({ title, date: '2026-11-23' }, []);
          assert.equal(pathProblem(name), undefined);
          assert.ok(!name.includes('/'));
          assert.ok(Buffer.byteLength(name) <= 255);
          assert.equal(name, collisionKey(name));
        },
      ),
    );
  });

  it('is never one that is there already', () => {
    const posting = { title: 'ML', date: '2026-11-23' };
    assert.equal(freeName(posting, ['2026-11-23-ML.md', '2026-11-23-ml-2.md']), '2026-11-23-ml-3.md');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ML', 'ml', 'NLP', '')), (titles) => {
        const names: string[] = [];
        for (const title of titles) names.push(freeName({ title, date: '2026-11-23' }, names));
        assert.equal(new Set(names).size, titles.length);
      }),
    );
  });
});

describe('the same text twice', () => {
  it('is one text, however its lines are broken, and counts by its latest date', () => {
    const of = (text: string, date: string) => ({ key: textKey(text), date });
    const postings = [
      of('Python\nSQL', '2026-01-01'),
      of('Docker', '2026-01-01'),
      of(' python  SQL\r\n', '2026-02-01'),
    ];
    assert.deepEqual(withoutRepeats(postings), [postings[1], postings[2]]);
  });
});
