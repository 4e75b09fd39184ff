/// <reference lib="dom" />
/** Every guide that we ship, as its learner opens it: pictures, formulas, nothing cut off. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Curriculum, CurriculumIndex, Step } from '../../src/core/curriculum/model';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { snapshotOf } from '../support/guide-scenarios';
import { addressOf, openWebview, repository, type ThemeName } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots', 'guides');
const packaged = join(repository, 'dist', 'curricula');

/** Read at once, because mocha wants the names of tests before anything runs. */
const { curricula } = JSON.parse(readFileSync(join(packaged, 'index.json'), 'utf8')) as CurriculumIndex;
const stepsOf = (curriculum: Curriculum): readonly Step[] => curriculum.phases.flatMap(({ steps }) => steps);

describe('the guides that we ship', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  async function open(curriculum: Curriculum, step: Step, theme: ThemeName, width: number) {
    const folder = join(packaged, curriculum.id, step.id);
    const [html, formulas] = await Promise.all(
      ['guide.html', 'formulas.json'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    const webview = await openWebview(browser, { view: 'guide', theme, width });
    const guide = addressOf(`dist/curricula/${curriculum.id}/${step.id}/guide`);
    await webview.post({
      kind: 'snapshot',
      snapshot: snapshotOf({
        curriculum,
        step,
        html: html?.replaceAll('{{guide}}', guide) ?? '',
        formulas: new Map(Object.entries(JSON.parse(formulas ?? '{}') as Record<string, string>)),
        isScaffolded: false,
      }),
    });
    await webview.page.locator('h1').waitFor();
    return webview;
  }

  for (const curriculum of curricula) {
    for (const step of stepsOf(curriculum)) {
      const name = `${curriculum.id}-${step.id}`;
      for (const [theme, width] of [
        ['dark-modern', 760],
        ['light-modern', 760],
        ['hc-dark', 400],
      ] as const) {
        it(`opens ${step.ref} in ${theme} at ${width} px`, async () => {
          const { page, problems } = await open(curriculum, step, theme, width);
          await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
          const missing = await page.evaluate<readonly string[]>(
            `Promise.all([...document.images].map((image) => image.decode().then(() => [], () => [image.src]))).then((all) => all.flat())`,
          );
          await page.screenshot({ path: join(shots, `${name}-${theme}.png`), fullPage: true });
          assert.deepEqual(missing, []);
          assert.deepEqual(problems, []);
          assert.deepEqual(await cutOff(page), []);
          assert.deepEqual(await seriousViolations(page), []);
          await page.close();
        });
      }
    }
  }
});
