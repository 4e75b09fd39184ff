import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { skillsSchema } from '../../../src/core/curriculum/schema';
import { longestPosting, type Posting, type PostingSkill, readPosting } from '../../../src/core/planner/posting';
import { SkillWords } from '../../../src/core/planner/skill-words';

const skills = readFileSync(join(__dirname, '..', '..', '..', 'curricula', 'skills.yaml'), 'utf8');
const words = new SkillWords(skillsSchema.parse(parse(skills)));
const read = (text: string): Posting => readPosting(text, words);
const said = (list: readonly PostingSkill[]): readonly string[] =>
  list.map(({ skill, words: each }) => `${skill}: ${each.join(', ')}`);

describe('the words of skills', () => {
  const found = (text: string) => words.find(text).map((each) => `${each.skills.join(' ')}: ${each.words}`);

  it('are found whole, the longest first, however they are joined', () => {
    assert.deepEqual(found('fine-tuning LLMs, LLMs; CI/CD, C++ and A/B-testing'), [
      'n.tune: fine-tuning LLMs',
      'n.lm: LLMs',
      'o.ci: CI/CD',
      'p.cpp: C++',
      's.expt: A/B-testing',
    ]);
    assert.deepEqual(found('gradient\nboosting, a Transformer'), [
      'c.trees: gradient\nboosting',
      'd.attn: Transformer',
    ]);
  });

  it('are none inside other words, across sentences, or without the capitals that tell them', () => {
    assert.deepEqual(found('pythonic, Sparkling; gradient. Boosting'), []);
    assert.deepEqual(found('a ray of light, a rag, get some rest and set sail at the helm'), []);
    assert.deepEqual(found('Ray, RAG, REST, Helm'), ['o.dist: Ray', 'n.rag: RAG', 'o.serve: REST', 'o.k8s: Helm']);
  });
});

describe('a job advertisement', () => {
  it('tells required from nice to have, by heading, by line and by sentence', () => {
    const { required, nice } = read(
      [
        'WHAT YOU BRING',
        '- Python; Docker would be a plus',
        '- Experience with transformers',
        'Nice to have: Terraform, Kafka',
        'Preferred qualifications',
        '* Kubernetes',
        '* Airflow is a must',
        'Benefits:',
        'A budget for books on PyTorch',
      ].join('\n'),
    );
    assert.deepEqual(said(required), ['p.python: Python', 'd.attn: transformers', 'o.orch: Airflow']);
    assert.deepEqual(said(nice), ['o.docker: Docker', 'o.iac: Terraform', 'o.dist: Kafka', 'o.k8s: Kubernetes']);
  });

  it('leaves out what is not asked for', () => {
    const { required, nice } = read(
      'Requirements\n- SQL rather than Spark\n- No experience with Kubernetes needed\n- You do not need to know PyTorch, but Python is essential\n',
    );
    assert.deepEqual([said(required), nice], [['p.sql: SQL', 'p.python: Python'], []]);
  });

  it('is the same as a page', () => {
    const { required, nice, unknown } = read(
      '<h2>About us</h2><p>We love Kubernetes.</p><h2>What you bring</h2><ul><li>Python &amp; PyTorch</li>' +
        '<li>You know Foobar&nbsp;and ISO&#32;26262</li></ul><h3>Nice to have</h3><p>Docker<br>Helm</p>' +
        '<script>document.title = "Terraform"</script><!-- MLflow',
    );
    assert.deepEqual(said(required), ['p.python: Python', 'd.torch: PyTorch']);
    assert.deepEqual(said(nice), ['o.docker: Docker', 'o.k8s: Helm']);
    assert.deepEqual(unknown, ['Foobar', 'ISO 26262']);
  });

  it('counts as required what is asked for both ways', () => {
    const { required, nice } = read('Must have: Python\nNice to have: Python, Docker');
    assert.deepEqual([said(required), said(nice)], [['p.python: Python'], ['o.docker: Docker']]);
  });

  it('says when it cannot be trusted', () => {
    assert.deepEqual(read('We sell shoes.').cautions, ['nothing-found']);
    const german =
      'Wir suchen eine Person mit sehr guten Kenntnissen in Python und Statistik, die gerne lernt. '.repeat(6);
    assert.deepEqual(read(german).cautions, ['not-english']);
  });

  it('reads no more than an advertisement of 5 MB can hold, and soon', () => {
    const hostile = ['no '.repeat(1_700_000), '<!--'.repeat(1_200_000), '<script'.repeat(700_000), '<li '.repeat(1e6)];
    for (const text of hostile) {
      const began = performance.now();
      assert.ok(read(`Python is required.\n${text}`).cautions.includes('cut'));
      // A pattern that goes back and forth would take minutes.
      assert.ok(performance.now() - began < 5000, text.slice(0, 10));
    }
    assert.deepEqual(said(read(`Python.\n${' '.repeat(longestPosting)}Docker`).required), ['p.python: Python']);
  });
});
