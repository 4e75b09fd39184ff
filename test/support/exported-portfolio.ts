/** The portfolio of one project that has just been checked, on the way that the extension goes: log, story, export. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findStep, openContent, openSkills, pythonFolder } from '../../src/cli/content';
import type { CheckRun } from '../../src/core/checks/model';
import { claimedLevels } from '../../src/core/planner/assessment';
import { authorFilesOf } from '../../src/core/portfolio/freshness';
import { portfolioOf } from '../../src/core/portfolio/portfolio';
import type { ExportRequest, PortfolioExport } from '../../src/core/portfolio/ports';
import { recordOf } from '../../src/core/portfolio/record';
import { readStory } from '../../src/core/portfolio/story';
import { deriveState, runsOf } from '../../src/core/progress/derive';
import { foldLog } from '../../src/core/progress/fold';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { createPortfolioExport } from '../../src/platform/node/portfolio-export';
import { NodeProgressLogs } from '../../src/platform/node/progress-log';
import { learnerHashes } from '../../src/platform/node/project-files';

const repository = resolve(import.meta.dirname, '../..');

export interface Journey {
  readonly home: string;
  readonly project: string;
  /** What `bridgecraft check --json` wrote. */
  readonly json: string;
  readonly story: string;
  readonly target: string;
}

export interface PreparedExport {
  readonly exporter: PortfolioExport;
  readonly request: ExportRequest;
}

/** Keeps the run in the home folder's log and the story beside it, then makes what would be exported. */
export async function preparedExport({ home, project, json, story, target }: Journey): Promise<PreparedExport> {
  const content = await openContent();
  const { index } = content;
  const run = JSON.parse(await readFile(json, 'utf8')) as CheckRun;
  const step = findStep(content, run.step);
  const log = await new NodeProgressLogs({
    mirrorFolder: join(home, '..', 'mirror'),
    clock: { now: () => run.startedAt },
    hasher: nodeHasher,
  }).open(home);
  const { contentVersion, learnerFiles, checkFiles, versions } = run;
  const results = run.checks.map(({ id, verdict, message, seconds, properties }) => ({
    id,
    verdict,
    message,
    seconds,
    properties,
  }));
  const body = { step: step.ref, run: run.id, contentVersion, results, learnerFiles, checkFiles, versions };
  const appended = await log.append([{ kind: 'checks-ran', ...body, interpreter: '' }]);
  assert.ok(appended.ok);
  await log.flush();
  await mkdir(join(home, 'career'));
  await writeFile(join(home, 'career', 'story.yaml'), story);

  const folded = foldLog(log.snapshot.events);
  const runs = runsOf(folded, index).get(step.ref) ?? [];
  const checked = authorFilesOf(step, runs);
  const now = { learnerFiles: await learnerHashes(step, project, nodeHasher), ...(checked && { checkFiles: checked }) };
  const said = readStory('career/story.yaml', story, index);
  assert.ok(said.ok);
  const table = await openSkills(content);
  const portfolio = portfolioOf({
    index,
    table,
    progress: deriveState(folded, index, { unreadable: 0, newer: 0 }),
    story: said.value,
    have: claimedLevels(table, { from: 'classical-ml', levels: {} }),
    from: 'classical-ml',
    to: 'deep-learning',
    records: new Map([[step.ref, recordOf(step, runs, now)]]),
    reproduced: new Map(),
  });
  assert.deepEqual(
    portfolio.projects.map(({ record }) => record.freshness),
    ['current'],
  );
  const exporter = createPortfolioExport({
    curricula: content.folder,
    python: pythonFolder,
    preview: join(repository, 'media', 'portfolio-preview.png'),
    licenses: [join(repository, 'LICENSE')],
  });
  const folders = new Map([[step.ref, project]]);
  const made = await exporter.files({ portfolio, folders, constraints: index.constraints });
  assert.ok(made.ok, JSON.stringify(made));
  const { files, ordinary } = made.value;
  return { exporter, request: { target, home, files, ordinary, said: story } };
}
