/** The repository of one project that has just been checked, as the host would make it from the log. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findStep, openContent } from '../../src/cli/content';
import type { CheckRun } from '../../src/core/checks/model';
import { recordOf } from '../../src/core/portfolio/record';
import { type ExportFile, repositoryOf } from '../../src/core/portfolio/repository';
import type { StepRun } from '../../src/core/progress/verified';
import { readContent } from '../../src/platform/node/content-reader';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { readProjectFiles } from '../../src/platform/node/portfolio-reader';
import { samplePortfolio } from './portfolio';

const repository = resolve(import.meta.dirname, '../..');

/** `json`: what `bridgecraft check --json` wrote. */
export async function portfolioFiles(project: string, json: string): Promise<readonly ExportFile[]> {
  const run = JSON.parse(await readFile(json, 'utf8')) as CheckRun;
  const content = await openContent();
  const step = findStep(content, run.step);
  const results = run.checks.map(({ id, verdict, message, seconds, properties }) => ({
    id,
    verdict,
    message,
    seconds,
    properties,
  }));
  const { id, step: ref, contentVersion, learnerFiles, checkFiles, versions, startedAt } = run;
  const event: StepRun['event'] = {
    kind: 'checks-ran',
    id: 'a'.repeat(64),
    seq: 1,
    time: startedAt,
    schema: 1,
    run: id,
    interpreter: '',
    ...{ step: ref, contentVersion, results, learnerFiles, checkFiles, versions },
  };
  const record = recordOf(step, [{ at: 0, event, results }], { learnerFiles, checkFiles });
  assert.ok(record.kind === 'recorded', record.kind);
  const { files } = await readProjectFiles(project, step);
  const base = { ref: step.ref, folder: step.id, step, record: record.record, skills: [], said: undefined };
  return repositoryOf(samplePortfolio({ projects: [base] }), new Map([[step.ref, files]]), {
    hasher: nodeHasher,
    python: (await readContent(join(repository, 'python'))).files,
    constraints: content.index.constraints,
    license: await readFile(join(repository, 'LICENSE'), 'utf8'),
  });
}
