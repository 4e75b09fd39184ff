/// <reference lib="dom" />
/** axe in a page: the violations that keep people out. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = createRequire(__filename).resolve('axe-core/axe.min.js');

/** One line for each serious or critical violation, with the first element that has it. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  // Evaluated from outside, as a debugger does, so that the page's own policy stays as it is.
  await page.evaluate(await readFile(axeSource, 'utf8'));
  const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary ?? ''}`,
    );
}

/** How far the page is wider than its window, and what sticks out. */
export async function cutOff(page: Page, within = '#root'): Promise<readonly string[]> {
  return page.evaluate((root) => {
    const width = document.documentElement.clientWidth;
    const isScrolledInside = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) ||
        isScrolledInside(element.parentElement));
    return [...document.querySelectorAll(`${root} *`)]
      .filter((element) => {
        const { right, width: own } = element.getBoundingClientRect();
        return own > 0 && right > width + 1 && !element.closest('.sr-only') && !isScrolledInside(element.parentElement);
      })
      .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`);
  }, within);
}
