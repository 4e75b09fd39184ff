/**
 * Draws media/portfolio-preview.png, the picture that a link to a portfolio is shown with (crawlers take no SVG). It is
 * drawn once and kept: `npx tsx scripts/portfolio-preview.ts` after a change of the drawing.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../test/host/browser.mjs';

const file = join(__dirname, '..', 'media', 'portfolio-preview.png');
const maxBytes = 30_000;

/** Value, how far a re-run may be from it, baseline; in percent of the width. */
const rows = [
  [86, 4, 41],
  [72, 7, 58],
  [91, 3, 66],
  [63, 6, 74],
] as const;

const width = 860;
const at = (percent: number): number => 170 + (width * percent) / 100;
const row = ([value, reach, baseline]: (typeof rows)[number], place: number): string => {
  const y = 172 + place * 82;
  return `<line x1="170" x2="${170 + width}" y1="${y}" y2="${y}" stroke="#d6dde1" stroke-width="2"/>
<line x1="${at(value - reach)}" x2="${at(value + reach)}" y1="${y}" y2="${y}" stroke="#0a5c7a" stroke-width="6" stroke-linecap="round"/>
<circle cx="${at(baseline)}" cy="${y}" r="11" fill="#fff" stroke="#7b8a93" stroke-width="4"/>
<circle cx="${at(value)}" cy="${y}" r="15" fill="#0a5c7a"/>`;
};
const picture = `<!doctype html><style>body{margin:0}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="#fff"/><rect width="1200" height="14" fill="#0a5c7a"/>
<line x1="${at(52)}" x2="${at(52)}" y1="118" y2="472" stroke="#1b2327" stroke-width="3" stroke-dasharray="9 9"/>
${rows.map(row).join('\n')}
<text x="170" y="556" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="34" fill="#1b2327">Measured against a baseline. Run it again yourself.</text>
</svg>`;

async function draw(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
    await page.setContent(picture);
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
  // The picture that ships has 64 of its colors, a third of the bytes: Pillow's `quantize(64, dither=0)`, saved with `optimize`.
  const { size } = await stat(file);
  if (size > maxBytes) throw new Error(`${file} has ${size} bytes; at most ${maxBytes} fit into the package.`);
}

void draw();
