import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { doctorSections } from '../../src/core/environment/doctor-report';
import { doctorHtml } from '../../src/host/environment/doctor-html';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { translate } from '../support/translate';
import { addressOf, openWebview, repository, themeNames } from '../support/webview-page';

const html = doctorHtml({
  title: 'Bridgecraft Doctor',
  intro: 'What Bridgecraft found on this machine.',
  language: 'en',
  cspSource: new URL(addressOf('')).origin,
  styles: ['media/base.css', 'media/doctor.css'].map(addressOf),
  problemLabel: 'To repair:',
  actions: [{ label: 'Copy', command: 'bridgecraft.doctor', argument: 'copy' }],
  sections: doctorSections(translate, {
    bridgecraft: '0.1.0',
    editor: 'Visual Studio Code 1.106.0, desktop',
    node: '22.20.0',
    system: 'Linux 6.1 x64',
    isTrusted: true,
    isVirtual: false,
    homeFolder: '/home/ada/a folder with a very long name that goes on/and on/and on/and on until the end of the line',
    python: {
      interpreter: { path: '/usr/bin/python3', version: '3.11.7', source: 'venv' },
      tried: [{ path: 'py', problem: 'not found' }],
      installed: { numpy: '2.4.6' },
    },
    wanted: [{ tier: 'T1', names: ['numpy', 'torch'], isNow: true }],
    constraints: ['numpy==2.4.6', 'torch==2.13.0', 'pytest==9.2.0'],
    curricula: 3,
    freeDiskBytes: 1.5e9,
    freeMemoryBytes: 9e9,
    isWarm: true,
    log: { unreadable: 1, newer: 0 },
  }),
});

describe('the doctor in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const shots = join(repository, 'out', 'screenshots');
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  for (const theme of themeNames) {
    it(`is accessible, keeps to its policy and cuts nothing off at 200 % zoom in ${theme}`, async () => {
      const { page, problems } = await openWebview(browser, { view: 'guide', theme, html, width: 760, zoom: 2 });
      await page.locator('h1').waitFor();
      await page.screenshot({ path: join(shots, `doctor-${theme}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(await cutOff(page), []);
      assert.deepEqual(problems, []);
      assert.equal(await page.getByRole('link', { name: 'Set Up Python' }).count(), 1);
      await page.close();
    });
  }
});
