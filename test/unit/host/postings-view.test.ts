import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { longestPosting, readPosting } from '../../../src/core/planner/posting';
import { SkillWords } from '../../../src/core/planner/skill-words';
import { plannerSnapshot } from '../../../src/host/planner/planner-snapshot';
import type { PostingsInput } from '../../../src/host/planner/postings-view';
import { longestDraft, plannerIntent, postingDraft } from '../../../src/protocol/planner/intents';
import { advertisement, plannerInput, postingsInput, readAs } from '../../support/planner-scenarios';
import { skillsTable } from '../../support/skills-table';
import { translate } from '../../support/translate';

const words = new SkillWords(skillsTable);
const emptyDraft = { title: '', date: '', link: '', place: '', text: '', isCut: false };

function viewOf(postings: Partial<PostingsInput>, more: Parameters<typeof plannerInput>[0] = {}) {
  const view = plannerSnapshot(translate, plannerInput({ ...more, postings: postingsInput(postings) })).postings;
  assert.ok(view);
  return view;
}
const draftOf = (text: string) => ({ ...emptyDraft, text, posting: readPosting(text, words) });

describe('the tab on postings', () => {
  it('is not computed while nobody looks at it', () => {
    assert.equal(plannerSnapshot(translate, plannerInput()).postings, undefined);
  });

  it('shows what one asks for, in which words, what is missing, and how far the plan goes', () => {
    const { reading } = viewOf({ draft: draftOf(advertisement) });
    const groups = reading?.skills?.groups ?? [];
    assert.deepEqual(
      groups.map(({ heading }) => heading),
      ['Required (6)', 'Nice to have (2)'],
    );
    const row = (id: string) => groups.flatMap(({ rows }) => rows).find((each) => each.id === id);
    assert.match(row('p.python')?.levels ?? '', /^\d, enough$/);
    assert.equal(row('d.torch')?.said, 'PyTorch');
    assert.match(row('d.torch')?.levels ?? '', /^\d → 2$/);
    assert.match(row('d.torch')?.hours ?? '', /^\d+ h$/);
    assert.equal(row('o.dist'), undefined, 'SQL rather than Spark');
    assert.deepEqual(reading?.unknown?.names, ['Foobar']);
    assert.match(reading.facts[0] ?? '', /^\d+ h, [\d.]+ months/);
    assert.match(reading.plan?.text ?? '', /^Your plan to Deep learning closes \d of the \d missing skills\.$/);
  });

  it('says plainly when a reading cannot be trusted, and shows no link but one of the web', () => {
    const text = 'Wir suchen eine Person mit sehr guten Kenntnissen, die gerne lernt. '.repeat(2000);
    const { reading } = viewOf({ draft: { ...draftOf(text), link: 'javascript:alert(1)' } });
    assert.equal(reading?.cautions.length, 3);
    assert.equal(reading.link, undefined);
    assert.equal(reading.skills, undefined);
    assert.equal(viewOf({ kept: [readAs('2026-11-20-a.md', '')] }).demand?.rows.length, 0);
  });

  it('counts the same text once, says which, and how unsure a picture of few is', () => {
    const kept = [readAs('2026-11-20-b.md', advertisement), readAs('2026-11-01-a.md', `${advertisement}\n`)];
    const { kept: list, demand } = viewOf({ kept });
    assert.deepEqual(
      list.items.map(({ repeats }) => repeats),
      ['', 'the same text as 2026-11-20-b.md; counted once'],
    );
    assert.equal(demand?.facts[0], '1 posting');
    assert.match(demand.caution ?? '', /Keep 20 or more/);
    const python = demand.rows.find(({ id }) => id === 'p.python');
    assert.deepEqual([python?.askedText, python?.required], ['100 % (21–100)', 1]);
    assert.ok(demand.missing.table.groups[0]?.rows.every(({ hours }) => hours !== ''));
  });

  it('is no longer unsure with twenty, unless they are old', () => {
    const of = (date: (at: number) => string) =>
      viewOf({
        kept: Array.from({ length: 20 }, (_, at) => readAs(`${date(at)}-a.md`, `Requirements\n- Python\n- Tool ${at}`)),
      }).demand;
    assert.equal(of(() => '2026-11-20')?.caution, undefined);
    const mixed = of((at) => (at < 3 ? '2026-11-20' : '2024-01-01'));
    assert.match(mixed?.caution ?? '', /too few/);
    assert.match(mixed?.facts.join() ?? '', /as uncertain as \d of one date/);
  });

  it('reads but keeps nothing where nothing may be written or no folder is known', () => {
    const draft = draftOf(advertisement);
    for (const place of ['restricted', 'no-home'] as const) {
      const view = viewOf({ draft }, { place });
      assert.ok(view.reading?.skills);
      assert.equal(view.form.keep, undefined);
      assert.match(view.form.whyNot ?? '', /^Reading works; /);
    }
    assert.equal(viewOf({}).form.keep, 'Keep');
  });

  it('takes no longer text from the page than is read of it', () => {
    assert.equal(longestDraft, longestPosting);
    assert.ok(postingDraft.is({ ...emptyDraft, text: 'x'.repeat(longestDraft) }));
    const draft = { ...emptyDraft, text: 'x'.repeat(5_000_000) };
    assert.ok(!plannerIntent.is({ kind: 'read-posting', draft }));
  });
});
