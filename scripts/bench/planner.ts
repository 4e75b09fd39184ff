/// <reference lib="dom" />
/** From a written assessment to the repainted matrix, and the planner's first paint beside that of an empty panel. */
import type { Browser } from 'playwright-core';
import { claimedLevels, readAssessment } from '../../src/core/planner/assessment';
import { effortsFrom, pivotMatrix } from '../../src/core/planner/matrix';
import { rankPivots } from '../../src/core/planner/ranking';
import { launchBrowser } from '../../test/support/browser';
import { plannerScenarios } from '../../test/support/planner-scenarios';
import { skillsTable } from '../../test/support/skills-table';
import { openWebview, openWithSnapshot, type WebviewPage } from '../../test/support/webview-page';
import { type Figure, median, ratio, round, timed } from './figure';

const coreRounds = 51;
const paintRounds = 9;

/** Says something of every skill. */
const wholeAssessment = (): string =>
  [
    'from: computer-vision',
    'to: nlp',
    'interests: [nlp, mlops]',
    'levels:',
    ...skillsTable.skills.map(({ id }, at) => `  ${id}: ${at % 4}`),
    'evidence:',
    ...skillsTable.skills.map(({ id }) => `  ${id}: Two years of it at work, reviewed by the team.`),
  ].join('\n');

export async function measureAssessment(): Promise<readonly Figure[]> {
  const text = wholeAssessment();
  const times: number[] = [];
  for (let at = 0; at < coreRounds; at += 1) {
    times.push(
      await timed(() => {
        const result = readAssessment('career/assessment.yaml', text, skillsTable);
        if (!result.ok) throw new Error('The assessment of the bench has mistakes.');
        const have = claimedLevels(skillsTable, result.value);
        pivotMatrix(skillsTable, 2);
        effortsFrom(skillsTable, have, 2);
        rankPivots({ table: skillsTable, have, cap: 2, assessment: result.value });
      }),
    );
  }
  const { length } = skillsTable.skills;
  const note = `${length} skills as YAML to matrix and ranking in core, median of ${coreRounds} rounds; the slowest ${round(Math.max(...times))} ms`;
  return [{ name: 'assessment_to_matrix_ms', value: round(median(times)), unit: 'ms', note }];
}

const emptyPage = '<!doctype html><title>Empty</title><body><h1>Empty</h1></body>';

export async function measurePlannerPaint(): Promise<readonly Figure[]> {
  const browser = await launchBrowser();
  try {
    const snapshot = plannerScenarios()['assessed'];
    const ours = () => openWithSnapshot(browser, snapshot, { view: 'planner', theme: 'dark-modern' });
    const theirs = () => openWebview(browser, { view: 'planner', theme: 'dark-modern', html: emptyPage });
    const times = { ours: [] as number[], theirs: [] as number[] };
    await firstPaint(ours);
    for (let at = 0; at < paintRounds; at += 1) {
      times.ours.push(await firstPaint(ours));
      times.theirs.push(await firstPaint(theirs));
    }
    const what = `first contentful paint of the planner over that of an empty page in ${versionOf(browser)}, the way to the host and back included, ${paintRounds} interleaved rounds`;
    return [ratio('planner_paint_ratio', times.ours, times.theirs, what)];
  } finally {
    await browser.close();
  }
}

const versionOf = (browser: Browser): string => `Chromium ${browser.version()}`;

/** Milliseconds since the page was asked for. */
async function firstPaint(open: () => Promise<WebviewPage>): Promise<number> {
  const { page } = await open();
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').at(0)?.startTime,
  );
  const time = Number(await painted.jsonValue());
  await page.close();
  return time;
}
