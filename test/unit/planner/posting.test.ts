import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { longestPosting, type Posting, type PostingSkill, readPosting } from '../../../src/core/planner/posting';
import { SkillWords } from '../../../src/core/planner/skill-words';
import { skillsTable } from '../../support/skills-table';

const words = new SkillWords(skillsTable);
const read = (text: string): Posting => readPosting(text, words);
const said = (list: readonly PostingSkill[]): readonly string[] =>
  list.map(({ skill, words: each }) => `${skill}: ${each.join(', ')}`);

describe('the words of skills', () => {
  const found = (text: string) => words.find(text).map((each) => `${each.skills.join(' ')}: ${each.words}`);

  it('are found whole, the longest first, however they are joined', () => {
    assert.deepEqual(found('fine-tuning LLMs, LLMs; CI/CD, C++ and A/B-testing'), [
      'n.tune: fine-tuning LLMs',
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

describe('words with open places', () => {
  const found = (text: string) => words.find(text).map((each) => `${each.skills.join(' ')}: ${each.words}`);

  it('match any ending, either word, and a few between, but not across thoughts', () => {
    assert.deepEqual(found('conveying the quarterly results'), ['s.story: conveying the quarterly results']);
    assert.deepEqual(found('You quantify the uncertainty'), ['c.calib: quantify the uncertainty']);
    assert.deepEqual(found('You present. The results'), []);
    assert.deepEqual(found('to convey one two three four five findings'), []);
  });

  it('and all others are one in British and American spelling', () => {
    assert.deepEqual(found('behavior cloning, causal modelling'), [
      'r.imit: behavior cloning',
      'm.causal: causal modelling',
    ]);
    assert.deepEqual(found('quantisation and hyperparameter optimisation'), [
      'd.compress: quantisation',
      'c.hpo: hyperparameter optimisation',
    ]);
  });

  it('leave to others the words that they skip', () => {
    assert.deepEqual(found('present the Kubernetes findings'), [
      's.story: present the Kubernetes findings',
      'o.k8s: Kubernetes',
    ]);
  });
});

describe('how much an advertisement wants', () => {
  /** Ids alone: what is required, a bar, what is nice to have. */
  const weights = (text: string): string => {
    const { required, nice } = read(text);
    return [required, nice].map((list) => list.map(({ skill }) => skill).join(' ')).join(' | ');
  };
  const table: readonly (readonly [text: string, weights: string])[] = [
    // Headings of every style.
    ['## You bring\n- Python\n## Extra credit\n- Docker', 'p.python | o.docker'],
    ['YOU NEED\n* Python\nWHAT HELPS\n* Docker', 'p.python | o.docker'],
    ['Requirements\n· Python\n\nWishes\n· Docker', 'p.python | o.docker'],
    ['Your profile\n• Python\n\nMaybe also:\n• Docker', 'p.python | o.docker'],
    ['**Duties**\n1. Deploy with Docker\n**Merits**\n1. Terraform', 'o.docker | o.iac'],
    ['Reqs:\n- Python\n\nPrefered:\n- Docker', 'p.python | o.docker'],
    ['The ideal candidate has:\n- Python', 'p.python | '],
    ['<p><b>Must</b></p><p>Python</p><p><b>Pluses</b></p><p>Docker</p>', 'p.python | o.docker'],
    ['<dl><dt>Must</dt><dd>Python</dd><dt>Nice</dt><dd>Docker &bull; Helm</dd></dl>', 'p.python | o.docker o.k8s'],
    // Headings of what is not asked for.
    ['You have\n- Python\n\nWhat we do not ask:\n- Docker', 'p.python | '],
    ['Must have: Python\nNot required: Docker', 'p.python | '],
    ['Needed\n- Python\nYou can relax about\n- Docker', 'p.python | '],
    // Tables.
    ['Requirement\tType\nPython\tmandatory\nDocker\tasset', 'p.python | o.docker'],
    ['Must\tPython\nWant\tDocker\nUnneeded\tSpark', 'p.python | o.docker'],
    [
      '<table><tr><td>Essential</td><td>Python</td></tr><tr><td>Desirable</td><td>Docker</td></tr></table>',
      'p.python | o.docker',
    ],
    ['| Skill | Level |\n|---|---|\n| Python | required |\n| Docker | nice to have |', 'p.python | o.docker'],
    // Both in one line.
    ['Must: Python; SQL. Nice: Docker, Spark.', 'p.python p.sql | o.docker o.dist'],
    ['Python is a must, Docker a plus.', 'p.python | o.docker'],
    ['Python, Docker (nice to have), SQL', 'p.python p.sql | o.docker'],
    ['Some orchestrator (Airflow), and databases with SQL (Docker preferred)', 'o.orch p.sql | o.docker'],
    ['Knowledge of orchestrators, ideally Airflow and Docker', 'o.orch | o.docker'],
    ['Docker would help, though it is not a condition, if you know Python', ' | o.docker p.python'],
    ['Experience with Docker would be interesting.', ' | o.docker'],
    ['Docker is advantageous but not decisive.', ' | o.docker'],
    ['Python\nKnowledge of Docker is a plus\nSQL required', 'p.python p.sql | o.docker'],
    // Negations, and what is none.
    ["You don't need Kubernetes.", ' | '],
    ['Docker in anger, not Kubernetes from a tutorial', 'o.docker | '],
    ['Not only Docker', 'o.docker | '],
    ['You needn’t know Spark.', ' | '],
    // The company, before and after.
    [
      'Widget Ltd\nOur shop is written in Rust.\nYou will use Docker.\n\nRequirements\n- Python',
      'o.docker p.python | ',
    ],
    ['Requirements\n- Python\n\nOur website is made with Rust, and another team looks after it for us.', 'p.python | '],
    ['Requirements\n- Python\nPerks\n- Courses in Spark', 'p.python | '],
    [
      'Requirements\n- Python\n\nYou will get a budget to learn Spark, Kubernetes and whatever you like most.',
      'p.python | ',
    ],
    ['Kubernetes Engineer\nWidget Ltd\nRequirements\n- Python', 'p.python | '],
    // A degree is in a subject, not in a skill.
    ['MSc in statistics or robotics, with knowledge of linear algebra', 'm.linalg | '],
    ['Good statistics', 'm.stats | '],
    // Pictures before several lines mark a list; before one they decorate.
    ['So you:\n👉 use Docker\n👉 write Python\n\n🔥 Bonus\n👉 Terraform', 'o.docker p.python | o.iac'],
    // Headings in other languages, at the end of a sentence, before a dash.
    ['Dein Profil\n- Python\nVon Vorteil\n- Docker\nWir bieten\n- Spark', 'p.python | o.docker'],
    ['What you need.\nPython.\nWhat would help.\nDocker.\nWhat would not.\nSpark.', 'p.python | o.docker'],
    ['What we expect – Python\nNice to have – Docker\nPerks – Spark', 'p.python | o.docker'],
    ['[Requirements]\n1、Python\n[Plus]\n1、Docker', 'p.python | o.docker'],
    ['*** PROFILE ***\n> Python\n*** NOT YOUR JOB ***\n> Docker', 'p.python | '],
    ['◆ Requirements\n  ◇ Python, tests, Git\n◆ Perks\n  ◇ Spark', 'p.python p.test p.git | '],
    ['Requirements\n- Python, hearing tests', 'p.python | '],
    ['Requirements\n- Python packages that others install: releases', 'p.python | '],
    ['Requirements\n- Python (200 runs, not 20,000) and MLflow', 'p.python o.registry | '],
    ['Requirements\n- Python\n## Preferred, not required\n- Docker', 'p.python | o.docker'],
    ["Requirements\n- Python\nDoesn't matter\n- Docker", 'p.python | '],
    ['Python is what we use, and nobody will ask you for Docker.', 'p.python | '],
    // What the house has, what was years ago, and what nobody may use.
    ['Requirements\n- Python\n\nThe Imaging Group runs Kubernetes, day and night.', 'p.python | '],
    ['You know Python. Three years ago this was built on Spark.', 'p.python | '],
    ['You know Python. Docker is not allowed here. You would not be on call.', 'p.python | '],
    ['You know Python. Your mentor will teach you Docker.', 'p.python | '],
    // The plural of a short first word, and every kind of expert.
    ['You work with radiologists', 't.team | '],
  ];
  for (const [text, expected] of table) {
    it(JSON.stringify(text), () => {
      assert.equal(weights(text), expected);
    });
  }
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
        '<li>You know Foobar&nbsp;and ISO&#32;99999</li></ul><h3>Nice to have</h3><p>Docker<br>Helm</p>' +
        '<script>document.title = "Terraform"</script><!-- MLflow',
    );
    assert.deepEqual(said(required), ['p.python: Python', 'd.torch: PyTorch']);
    assert.deepEqual(said(nice), ['o.docker: Docker', 'o.k8s: Helm']);
    assert.deepEqual(unknown, ['Foobar', 'ISO 99999']);
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
    hostile.push('| '.repeat(2e6), '\t'.repeat(5e6), ' '.repeat(5e6) + '•', 'a and '.repeat(9e5), '**'.repeat(2e6));
    hostile.push(
      'that not a '.repeat(5e5),
      'neither is '.repeat(5e5),
      ':'.repeat(5e6),
      '(not '.repeat(1e6),
      ', not '.repeat(9e5),
    );
    hostile.push(
      'you not need to '.repeat(4e5),
      '? No. '.repeat(9e5),
      ';'.repeat(5e6),
      '\n* a *'.repeat(8e5),
      'so you '.repeat(8e5),
    );
    for (const text of hostile) {
      const began = performance.now();
      assert.ok(read(`Python is required.\n${text}`).cautions.includes('cut'));
      // A pattern that goes back and forth would take minutes.
      assert.ok(performance.now() - began < 5000, text.slice(0, 10));
    }
    assert.deepEqual(said(read(`Python.\n${' '.repeat(longestPosting)}Docker`).required), ['p.python: Python']);
  });
});
