/// <reference lib="dom" />
/** The site of a portfolio as its reader opens it: without a script, and with nothing but its own files in reach. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ExportFile } from '../../src/core/portfolio/ports';
import { site } from '../../src/core/portfolio/site';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import {
  backpropagation,
  emptyPortfolio,
  imageCaptioning,
  previewBytes,
  samplePictures,
  samplePortfolio,
} from '../support/sample-portfolios';
import { repository } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');
const origin = 'https://portfolio.test/work/docs/';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const pages = ['index.html', 'projects/backpropagation.html', 'projects/image-captioning.html'];
/** The width between the margins of A4, in CSS pixels. */
const paperWidth = 664;

describe('the site of a portfolio in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let sample: readonly ExportFile[];
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
    sample = site(await samplePortfolio(), samplePictures(), previewBytes());
  });
  after(() => browser.close());

  interface Opened {
    readonly page: Page;
    /** Errors and policy violations of the console, and requests for what is no file of the site. */
    readonly problems: readonly string[];
    readonly show: (path: string) => Promise<void>;
  }

  async function open(options: BrowserContextOptions = {}, files = sample): Promise<Opened> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, reducedMotion: 'reduce', ...options });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    // tsx names functions through a helper of its own, which functions that run in the page lack.
    await page.addInitScript({ content: 'globalThis.__name = (it) => it;' });
    await page.route('**/*', async (route) => {
      const address = route.request().url();
      const file = files.find(({ path }) => `${origin}${path}` === address);
      if (!file) problems.push(`asks for ${address}`);
      await (file
        ? route.fulfill({ contentType: types[extname(file.path)] ?? '', body: Buffer.from(file.content) })
        : route.abort());
    });
    return {
      page,
      problems,
      show: async (path) => {
        await page.goto(`${origin}${path}`);
      },
    };
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible, has all of its pictures and asks for nothing else in ${colorScheme}`, async () => {
      const { page, problems, show } = await open({ colorScheme });
      for (const path of pages) {
        await show(path);
        assert.deepEqual(await seriousViolations(page), [], path);
        const missing = await page
          .locator('img')
          .evaluateAll((images) => images.filter((each) => (each as HTMLImageElement).naturalWidth === 0).length);
        assert.equal(missing, 0, path);
        const name = path.replaceAll('/', '-').replace('.html', '');
        await page.screenshot({ path: join(shots, `portfolio-${name}-${colorScheme}.png`), fullPage: true });
      }
      const isDark = await page.evaluate(
        () => getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)',
      );
      assert.equal(isDark, colorScheme === 'dark');
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  it('is accessible when files changed, a project is gone, a picture is broken, or nothing is said', async () => {
    const changed = { 'src/deepbridge/mlp.py': 'f'.repeat(64) };
    const now = { [backpropagation]: { learnerFiles: changed }, [imageCaptioning]: {} };
    const broken = samplePictures().map((picture) => ({ ...picture, content: undefined }));
    for (const files of [site(await samplePortfolio({ now }), broken), site(await emptyPortfolio(), [])]) {
      const { page, problems, show } = await open({}, files);
      for (const { path } of files.filter((file) => file.path.endsWith('.html'))) {
        await show(path);
        assert.deepEqual(await seriousViolations(page), [], path);
      }
      assert.deepEqual(problems, []);
      await page.close();
    }
  });

  it('leads to every page and back, by clicks and without JavaScript', async () => {
    const { page, problems, show } = await open({ javaScriptEnabled: false });
    await show('index.html');
    const at = () => page.url().replace(origin, '');
    const click = async (name: string | RegExp, expected: string) => {
      await page.getByRole('link', { name }).first().click();
      await page.waitForURL(`${origin}${expected}`);
      assert.ok(await page.getByRole('heading', { level: 1 }).isVisible(), at());
    };
    await click('Image captioning: the first bridge', 'projects/image-captioning.html');
    await click('Backpropagation from scratch', 'projects/backpropagation.html');
    await click('Image captioning: the first bridge', 'projects/image-captioning.html');
    await click(/Maren Oyelaran/u, 'index.html');
    assert.deepEqual(problems, []);
    await page.close();
  });

  it('is reached by keyboard: the way to the content comes first and can be seen', async () => {
    const { page, show } = await open();
    await show('index.html');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    assert.ok(((await skip.boundingBox())?.y ?? -1) >= 0);
    await page.close();
  });

  for (const [label, options] of [
    ['320 px', { viewport: { width: 320, height: 800 } }],
    ['400 px', { viewport: { width: 400, height: 800 } }],
    ['200 % zoom', { viewport: { width: 550, height: 450 }, deviceScaleFactor: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label}`, async () => {
      const { page, show } = await open(options);
      for (const path of pages) {
        await show(path);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= options.viewport.width, `${path} is ${width} wide`);
        assert.deepEqual(await cutOff(page, 'body'), [], path);
        assert.deepEqual(await seriousViolations(page), [], path);
        const name = path.replaceAll('/', '-').replace('.html', '');
        await page.screenshot({
          path: join(shots, `portfolio-${name}-${label.replaceAll(/\W+/gu, '-')}.png`),
          fullPage: true,
        });
      }
      await page.close();
    });
  }

  it('prints everything that it says, in dark colors of the screen on white paper', async () => {
    const { page, show } = await open({ colorScheme: 'dark', viewport: { width: paperWidth, height: 900 } });
    for (const path of pages) {
      await show(path);
      const main = page.getByRole('main');
      const said = await main.innerText();
      assert.ok(said.length > 1000, path);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      assert.equal(await main.innerText(), said, path);
      assert.deepEqual(await cutOff(page, 'body'), [], path);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      const sheets = [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/gu)].length;
      assert.ok(sheets >= 1 && sheets <= 5, `${path} has ${sheets} sheets`);
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    }
    await page.close();
  });

  it('looks the same when it is opened from a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'Portfolio ü '));
    try {
      for (const { path, content } of sample) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      const page = await browser.newPage({ javaScriptEnabled: false });
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) problems.push(request.url());
      });
      await page.goto(pathToFileURL(join(folder, 'projects', 'backpropagation.html')).href);
      const width = await page.locator('.page').evaluate((element) => getComputedStyle(element).maxWidth);
      assert.notEqual(width, 'none');
      assert.ok(await page.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth > 0));
      assert.deepEqual(problems, []);
      await page.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
