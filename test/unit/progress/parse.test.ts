import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventLine, sealEvent } from '../../../src/core/progress/event-line';
import type { EventBody, RecordedResult } from '../../../src/core/progress/events';
import { foldLog } from '../../../src/core/progress/fold';
import { parseLog } from '../../../src/core/progress/parse';
import { bodies, events, reasons } from './arbitraries';
import { event, hasher, ran, timeOf } from './samples';

const textOf = (list: Parameters<typeof eventLine>[0][]): string => list.map((each) => `${eventLine(each)}\n`).join('');
const pivot = event(1, { kind: 'pivot-chosen', curriculum: 'cv-to-nlp' });
const shape = { id: 'shape', verdict: 'failed' as const, message: 'not yet', seconds: 0.5, properties: {} };
const withResults = (results: readonly RecordedResult[]): EventBody => {
  const body = ran({ shape: 'failed' });
  assert.ok(body.kind === 'checks-ran');
  return { ...body, results };
};
const run = event(2, ran({ shape: 'failed' }));

describe('reading a progress log', () => {
  it('reads back every event that it writes', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 1e6 }), (body, seq) => {
        const sealed = sealEvent(body, { seq, time: timeOf(seq) }, hasher);
        assert.deepEqual(parseLog(`${eventLine(sealed)}\n`, hasher).events, [sealed]);
      }),
    );
  });

  it('gives equal content the same id, whatever the order of its keys', () => {
    const [a, b] = [
      sealEvent({ kind: 'milestone-marked', milestone: 'a/b', note: 'n' }, { seq: 3, time: timeOf(3) }, hasher),
      sealEvent({ note: 'n', milestone: 'a/b', kind: 'milestone-marked' }, { time: timeOf(3), seq: 3 }, hasher),
    ];
    assert.equal(a.id, b.id);
  });

  it('reads back where every kind of result leads', () => {
    for (const reason of reasons) {
      const lead = { location: { file: 'src/pkg/a.py', line: 3 }, hint: 'look', reason };
      const sealed = event(1, withResults([{ ...shape, ...lead }]));
      const [read] = parseLog(`${eventLine(sealed)}\n`, hasher).events;
      assert.ok(read?.kind === 'checks-ran');
      assert.deepEqual(read.results, [{ ...shape, ...lead }]);
    }
  });

  it('drops what it cannot read of where a result leads, and keeps verdict and line', () => {
    const odd: readonly object[] = [
      { location: { file: '../../outside.py', line: 3 } },
      { location: { file: 'C:/a.py', line: 3 } },
      { location: { file: 'a.py', line: 0.5 } },
      { location: 'a.py' },
      { hint: 7 },
      { reason: { kind: 'of a later version' } },
      { reason: { kind: 'constructor' } },
      { reason: { kind: 'missing-package', names: 'numpy', interpreter: '' } },
    ];
    for (const lead of odd) {
      const line = eventLine(event(1, withResults([{ ...shape, ...lead }])));
      const { events: read, unreadable } = parseLog(`${line}\n`, hasher);
      const [first] = read;
      assert.ok(first?.kind === 'checks-ran', JSON.stringify(lead));
      assert.deepEqual([first.results, unreadable], [[shape], []]);
      assert.equal(eventLine(first), line);
    }
  });

  it('keeps everything before a torn tail and tells the tail apart', () => {
    fc.assert(
      fc.property(
        fc.array(events, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, part) => {
          const text = textOf(list);
          const cut = text.slice(0, Math.floor(part * text.length));
          const whole = cut.split('\n').length - 1;
          const parsed = parseLog(cut, hasher);
          const endsWhole = parsed.tail === '' && !cut.endsWith('\n') && cut !== '';
          assert.equal(parsed.events.length, endsWhole ? whole + 1 : whole);
          assert.deepEqual(parsed.unreadable, []);
          assert.equal(parsed.tail, endsWhole ? '' : (cut.split('\n').at(-1) ?? ''));
        },
      ),
    );
  });

  it('keeps what is readable around garbage in the middle', () => {
    const parsed = parseLog(`${eventLine(pivot)}\n<<<<<<< HEAD\n\u0000\u0000\n{"id":1}\n${eventLine(run)}\n`, hasher);
    assert.deepEqual(parsed.events, [pivot, run]);
    assert.deepEqual(parsed.unreadable, ['<<<<<<< HEAD', '\u0000\u0000', '{"id":1}']);
  });

  it('does not take an event whose content no longer fits its id', () => {
    const edited = eventLine(run).replace('"failed"', '"passed"');
    assert.deepEqual(parseLog(`${edited}\n`, hasher), { events: [], newer: [], unreadable: [edited], tail: '' });
  });

  it('refuses a field of the wrong type although the id fits', () => {
    const content = { kind: 'milestone-reopened', milestone: 'no slash', schema: 1, seq: 1, time: timeOf(1) };
    const sorted = JSON.stringify(content, Object.keys(content).sort());
    const line = `{"id":"${hasher.sha256(sorted)}",${sorted.slice(1)}`;
    assert.deepEqual(parseLog(`${line}\n`, hasher).unreadable, [line]);
  });

  it('keeps and skips events of a newer schema and of a kind added later', () => {
    const id = hasher.sha256('x');
    const lines = [
      { ...pivot, id, schema: 2, kind: 'something' },
      { ...pivot, id, kind: 'coach-asked' },
    ].map((each) => JSON.stringify(each));
    const parsed = parseLog(`${lines.join('\n')}\n${eventLine(pivot)}\n`, hasher);
    assert.deepEqual(
      { events: parsed.events, newer: parsed.newer, unreadable: parsed.unreadable },
      {
        events: [pivot],
        newer: lines.map((line) => ({ id, line })),
        unreadable: [],
      },
    );
  });

  it('reads a log that git checked out with CRLF, a BOM and empty lines', () => {
    const text = `\uFEFF\n${textOf([pivot, run])}\n`.replaceAll('\n', '\r\n');
    assert.deepEqual(parseLog(text, hasher), { events: [pivot, run], newer: [], unreadable: [], tail: '' });
  });

  it('reads an event whose keys another tool sorted anew', () => {
    const { id, ...rest } = run;
    assert.deepEqual(parseLog(`${JSON.stringify({ ...rest, id })}\n`, hasher).events, [run]);
  });

  it('tells a diverged figure in words, because JSON has no NaN', () => {
    const body = ran({ shape: 'failed' });
    assert.ok(body.kind === 'checks-ran');
    const results = body.results.map((result) => ({ ...result, properties: { loss: Number.NaN } }));
    const sealed = sealEvent({ ...body, results }, { seq: 1, time: timeOf(1) }, hasher);
    const [read] = parseLog(`${eventLine(sealed)}\n`, hasher).events;
    assert.ok(read?.kind === 'checks-ran');
    assert.equal(read.results[0]?.properties['loss'], 'NaN');
  });

  it('reads two logs put one after the other as their union', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 8 }), fc.array(events, { maxLength: 8 }), (a, b) => {
        const merged = foldLog(parseLog(textOf(a) + textOf(b), hasher).events);
        assert.deepEqual(merged, foldLog([...foldLog(a).events, ...foldLog(b).events]));
      }),
    );
  });
});
