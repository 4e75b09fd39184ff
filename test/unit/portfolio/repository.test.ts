import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { hashContent } from '../../../src/core/curriculum/text';
import { lockOf } from '../../../src/core/portfolio/lock';
import { projectReadme } from '../../../src/core/portfolio/project-readme';
import { readReproduced } from '../../../src/core/portfolio/reproduced';
import type { ExportFile } from '../../../src/core/portfolio/ports';
import { repositoryOf } from '../../../src/core/portfolio/repository';
import { workflowOf } from '../../../src/core/portfolio/workflow';
import { emptyStory } from '../../../src/core/portfolio/story';
import { sampleParts, samplePortfolio, sampleProject } from '../../support/portfolio';

const contents = new Map<string, string | Uint8Array>([
  ['README.md', '# Engine\n\n<!-- region results -->\n**Answer.** .99\n<!-- endregion results -->\n\n## Run it\n\nx\n'],
  ['src/engine/engine.py', '\uFEFF# region add\r\nreturn 1\r\n# endregion add\r\n'],
  ['checks/test_engine.py', '# region of the author\n# region add\nassert True\n'],
  ['evidence/plot.png', new Uint8Array([0x89, 0, 1])],
  ['evidence/real/dataset.md', '- source: UCI\n- license: CC BY 4.0\n'],
]);
const projects = new Map([[sampleProject.ref, contents]]);
const textOf = (files: readonly ExportFile[], path: string): string => {
  const found = files.find((file) => file.path === path);
  assert.ok(found && typeof found.content === 'string', `${path} is missing`);
  return found.content;
};

interface Published {
  readonly tools: Readonly<Record<string, string>>;
  readonly projects: readonly {
    readonly folder: string;
    readonly checks: readonly { readonly id: string }[];
    readonly figures: readonly { readonly value: number; readonly tolerance: number }[];
    readonly files: Readonly<Record<string, string>>;
  }[];
}

describe('the repository of a portfolio', () => {
  const files = repositoryOf(samplePortfolio(), projects, sampleParts);

  it("has the learner's code without markers and the author's as it is", () => {
    assert.equal(textOf(files, 'backpropagation/src/engine/engine.py'), 'return 1\n');
    assert.equal(textOf(files, 'backpropagation/checks/test_engine.py'), contents.get('checks/test_engine.py'));
    assert.ok(files.some(({ path }) => path === 'backpropagation/evidence/plot.png'));
    assert.ok(!textOf(files, 'backpropagation/README.md').includes('region results'));
  });

  it('publishes checks, figures with tolerance, and the hashes of the files as they are exported', () => {
    const published = JSON.parse(textOf(files, 'reproduce.json')) as Published;
    const [project] = published.projects;
    assert.ok(project);
    assert.deepEqual(
      project.checks.map(({ id }) => id),
      ['add-value', 'moons'],
    );
    assert.deepEqual(
      project.figures.map(({ value, tolerance }) => [value, tolerance]),
      [[0.99, 0.01]],
    );
    for (const [path, hash] of Object.entries(project.files)) {
      assert.equal(hash, hashContent(textOf(files, `backpropagation/${path}`), sampleParts.hasher), path);
    }
    assert.ok('checks/test_engine.py' in project.files && !('evidence/plot.png' in project.files));
    assert.deepEqual(Object.keys(published.tools).sort(), [
      'bridgecraft_pytest/checks.ini',
      'bridgecraft_reproduce/run.py',
      'run_checks.py',
    ]);
    assert.ok(!files.some(({ path }) => path.includes('fork_checks')));
  });

  it('tells the story with result, baseline, tolerance and what is only recorded', () => {
    const readme = textOf(files, 'README.md');
    assert.match(readme, /\*\*0\.990\*\* \| logistic regression: 0\.880 \| ±0\.01 \| recorded on March 1, 2027/);
    assert.match(readme, /python reproduce\.py --only backpropagation/);
    assert.match(
      readme,
      /CC BY 4\.0 \(\[evidence\/real\/dataset\.md\]\(<backpropagation\/evidence\/real\/dataset\.md>\)\)/,
    );
    const again = samplePortfolio({ projects: [{ ...sampleProject, reproducedOn: '2027-04-02' }] });
    assert.match(textOf(repositoryOf(again, projects, sampleParts), 'README.md'), /reproduced on April 2, 2027/);
  });

  it('names the twelve strongest skills that carried over, and counts the others', () => {
    const carried = Array.from({ length: 20 }, (_, at) => `Skill ${at + 1}`);
    const readme = textOf(repositoryOf(samplePortfolio({ carried }), projects, sampleParts), 'README.md');
    assert.match(readme, /^# From classical ML to deep learning$/m);
    assert.match(readme, /Known before, and asked for in deep learning: Skill 1, .*Skill 12, and 8 more\./);
    assert.doesNotMatch(readme, /Skill 13/);
  });

  it('keeps a list that stands behind a word in bold a list', () => {
    const said = { answers: {}, leave_out: false, limits: '- Small data.\n- One seed.', learned: 'To measure first.' };
    const told = samplePortfolio({ projects: [{ ...sampleProject, said }] });
    const readme = textOf(repositoryOf(told, projects, sampleParts), 'README.md');
    assert.match(readme, /^\*\*Limits\.\*\*\n\n- Small data\.\n- One seed\.$/m);
    assert.match(readme, /^\*\*Learned\.\*\* To measure first\.$/m);
  });

  it('escapes what a name or a story would smuggle in', () => {
    const story = {
      ...emptyStory,
      name: 'Ada | <img src=x>',
      why: 'Because <script>alert(1)</script> [x](javascript:alert(1)).',
    };
    const readme = textOf(repositoryOf(samplePortfolio({ story }), projects, sampleParts), 'README.md');
    assert.ok(!/<(script|img)/.test(readme) && !/javascript:/.test(readme));
    assert.match(readme, /^# Ada \\\| &lt;img src=x>: from classical ML to deep learning$/m);
  });

  it('says of a project without files that it cannot be run here', () => {
    const none = repositoryOf(samplePortfolio(), new Map(), sampleParts);
    assert.match(textOf(none, 'README.md'), /Its files are not in this repository\./);
    assert.ok(!none.some(({ path }) => path.startsWith('backpropagation/')));
  });

  it('names the learner in the license, beside the authors of what it builds on', () => {
    assert.equal(textOf(files, 'LICENSE'), sampleParts.license);
    const named = samplePortfolio({ story: { ...emptyStory, name: 'Ada Lovelace' } });
    const text = textOf(repositoryOf(named, projects, sampleParts), 'LICENSE');
    assert.match(text, /^Copyright \(c\) 2027 Ada Lovelace .*\nCopyright \(c\) 2026 The Bridgecraft authors/m);
  });
});

describe('the README of a project', () => {
  const files = new Map<string, string>();

  it("is the learner's own, with what it lacks behind it and no table of ours", () => {
    const own = '# Engine\n\n**Answer.** Yes.\n\n```\n## Limits\n```\n\n## Run it\n\nx';
    const text = projectReadme(
      { ...sampleProject, said: { answers: {}, leave_out: false, limits: 'Small data.' } },
      own,
      files,
    );
    assert.ok(text.startsWith(own));
    assert.match(text, /## In short\n/);
    assert.match(text, /## Limits\n\nSmall data\./);
    assert.ok(!/## Result\n/.test(text) && !/## How to run\n/.test(text));
    assert.ok(!/^\|/m.test(text));
    assert.match(text, /Accuracy on two moons: 0\.990 \(±0\.01\)/);
  });

  it('stands alone when the learner wrote none', () => {
    const text = projectReadme(sampleProject, '', files);
    for (const heading of ['In short', 'Method', 'Result', 'How to run', 'Evidence']) {
      assert.match(text, new RegExp(`^## ${heading}$`, 'm'));
    }
    assert.match(text, /\*\*0\.990\*\*, against 0\.880 \(logistic regression\)/);
  });
});

describe('the lock', () => {
  it('has the recorded versions without builds, pytest, and constraints for the rest', () => {
    const step = { ...sampleProject.step, requirements: ['numpy', 'torch', 'scikit-learn'] };
    const { requirements, constraints } = lockOf([{ ...sampleProject, step }], sampleParts.constraints);
    const lines = requirements.split('\n').slice(1, -1);
    assert.deepEqual(lines, [
      '-c tools/constraints.txt',
      'numpy==2.4.6',
      'pytest==9.2.0',
      'scikit-learn==1.9.1',
      'torch==2.13.0',
    ]);
    assert.deepEqual(constraints.split('\n').slice(1, -1), ['iniconfig==2.3.1']);
  });

  it('takes the newer of two records, and no version that pip would read as something else', () => {
    const at = (day: string, numpy: string) => ({
      ...sampleProject,
      record: { ...sampleProject.record, at: `2027-03-${day}T10:00:00.000Z`, versions: { numpy } },
    });
    const newest = lockOf([at('09', '2.5.0'), at('01', '2.4.0')], []).requirements;
    assert.match(newest, /^numpy==2\.5\.0$/m);
    assert.match(lockOf([at('01', '2.0\n--index-url http://x')], []).requirements, /^numpy$/m);
    assert.match(lockOf([at('01', 'unknown')], ['numpy==2.4.6']).requirements, /^numpy==2\.4\.6$/m);
  });
});

describe('the workflow', () => {
  it('runs reproduce.py with the recorded Python, pinned actions and no permission but to read', () => {
    const text = workflowOf([sampleProject]);
    const workflow = parse(text) as {
      readonly permissions: unknown;
      readonly jobs: {
        readonly reproduce: { readonly steps: readonly { readonly uses?: string; readonly run?: string }[] };
      };
    };
    assert.deepEqual(workflow.permissions, { contents: 'read' });
    const { steps } = workflow.jobs.reproduce;
    assert.deepEqual(
      steps.flatMap(({ run }) => run ?? []),
      ['python reproduce.py'],
    );
    for (const uses of steps.flatMap((step) => step.uses ?? []))
      assert.match(uses, /^actions\/[a-z-]+@v\d+\.\d+\.\d+$/);
    assert.match(text, /python-version: '3\.12'/);
  });
});

describe('the report of a re-run', () => {
  const recorded = '2027-03-01T10:00:00.000Z';
  const published = JSON.stringify({ format: 1, projects: [{ step: sampleProject.ref, recorded }] });
  const report = (verdict: string, of = published) =>
    JSON.stringify({
      format: 1,
      date: '2027-04-02T08:00:00Z',
      published: hashContent(of, sampleParts.hasher),
      projects: [{ step: sampleProject.ref, verdict }],
    });

  it('makes a project reproduced on its day', () => {
    const read = readReproduced(report('reproduced'), published, sampleParts.hasher);
    assert.deepEqual([...read], [[sampleProject.ref, { on: '2027-04-02', recorded }]]);
  });

  it('says nothing when figures differed, when it is damaged, or of another reproduce.json', () => {
    for (const text of [report('differs'), '{', 'null', report('reproduced', 'other')]) {
      assert.equal(readReproduced(text, published, sampleParts.hasher).size, 0);
    }
  });
});
