import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { doctorMarkdown, doctorSections, type DoctorFindings } from '../../../src/core/environment/doctor-report';
import { doctorCommands, doctorHtml } from '../../../src/host/environment/doctor-html';
import { translate } from '../../support/translate';

const findings: DoctorFindings = {
  bridgecraft: '0.1.0',
  editor: 'Visual Studio Code 1.139.1, desktop',
  node: '22.20.0',
  system: 'Linux 6.1 x64',
  isTrusted: true,
  isVirtual: false,
  homeFolder: '/home/ä b',
  python: {
    interpreter: { path: '/usr/bin/python3', version: '3.11.7', source: 'path' },
    tried: [{ path: 'py', problem: 'not found' }],
    installed: { numpy: '2.4.6', pytest: '9.2.0' },
  },
  wanted: [
    { tier: 'T1', names: ['numpy', 'torch'], isNow: true },
    { tier: 'T2', names: ['transformers'], isNow: false },
  ],
  constraints: ['numpy==2.4.6', 'torch==2.13.0', 'pytest==9.2.0'],
  curricula: 3,
  freeDiskBytes: 1.5e9,
  freeMemoryBytes: 1e9,
  isWarm: true,
  log: { unreadable: 1, newer: 2 },
};
const report = (more: Partial<DoctorFindings> = {}) =>
  doctorMarkdown('Bridgecraft Doctor', doctorSections(translate, { ...findings, ...more }));
const repairs = (more: Partial<DoctorFindings> = {}) =>
  doctorSections(translate, { ...findings, ...more }).flatMap(({ lines }) =>
    lines.flatMap(({ repair }) => (repair ? [repair.command] : [])),
  );

describe('the doctor', () => {
  it('names the interpreter, how it was chosen, and what was not used', () => {
    assert.match(report(), /Python 3\.11\.7 \(64-bit\): `\/usr\/bin\/python3`/);
    assert.match(report(), /How it was chosen: the first on the PATH/);
    assert.match(report(), /Not used: `py`: not found/);
    for (const [source, words] of [
      ['setting', 'named by the setting `bridgecraft.pythonPath`'],
      ['venv', 'the nearest `.venv`'],
      ['python-extension', 'chosen in the Python extension'],
      ['py-launcher', 'found by the `py` launcher'],
    ] as const) {
      const interpreter = { path: 'p', version: '3.12.1', source };
      assert.ok(report({ python: { interpreter, tried: [], installed: {} } }).includes(words), source);
    }
  });

  it('leads to the setting when there is no Python', () => {
    const without = { python: { tried: [], installed: {} } };
    assert.match(report(without), /No Python that can be used/);
    assert.ok(repairs(without).includes('workbench.action.openSettings'));
  });

  it('tells wanted from found packages by tier, with the repair for what is needed now', () => {
    assert.match(report(), /## Packages of your steps, tier T1/);
    assert.match(report(), /\| numpy \| 2\.4\.6 \| 2\.4\.6 \| ready \|/);
    assert.match(report(), /\| torch \| 2\.13\.0 \| none \| missing or another version \|/);
    assert.match(
      report(),
      /## Packages of steps ahead, tier T2[\s\S]*\| transformers \| any \| none \| needed later \|/,
    );
    assert.equal(repairs().filter((command) => command === 'bridgecraft.setUpPython').length, 1);
  });

  it('says what Restricted Mode means and does not claim to have looked for Python', () => {
    const { python: _, ...restricted } = findings;
    const text = doctorMarkdown('D', doctorSections(translate, { ...restricted, isTrusted: false }));
    assert.match(text, /Restricted Mode/);
    assert.match(text, /Not looked for/);
    assert.doesNotMatch(text, /Packages of/);
    assert.ok(text.includes('bridgecraft.manageTrust'));
  });

  it('says in a virtual workspace that checks need a disk', () => {
    assert.match(report({ isVirtual: true }), /virtual workspace/);
    assert.ok(repairs({ isVirtual: true }).includes('vscode.openFolder'));
  });

  it('warns about a nearly full disk, little memory, and lines that were set aside', () => {
    assert.match(report(), /\*\*Disk: 1\.5 GB free\. PyTorch alone needs/);
    assert.match(report(), /\*\*Memory: 1\.0 GB free\./);
    assert.match(report(), /could not be read: 1\. They were set aside/);
    assert.match(report(), /newer Bridgecraft: 2\./);
    const well = { freeDiskBytes: 9e9, freeMemoryBytes: 9e9, log: { unreadable: 0, newer: 0 } };
    assert.doesNotMatch(report(well), /\*\*(Disk|Memory)|set aside/);
  });

  it('says whether checks start warm, and where to turn it on', () => {
    assert.match(report(), /Warm checks are on/);
    assert.match(report({ isWarm: false }), /Warm checks are off.*→ Open the Setting/);
  });

  it('says when the curricula of the package cannot be read', () => {
    assert.ok(repairs({ curricula: 0 }).includes('workbench.extensions.search'));
  });

  it('names the versions of Bridgecraft, the editor, its Node and the system', () => {
    for (const part of ['Bridgecraft 0.1.0', 'Code 1.139.1, desktop', 'Node 22.20.0', 'Linux 6.1 x64']) {
      assert.ok(report().includes(part), part);
    }
  });

  it('links to commands of its list only, and shows what it found as text', () => {
    const evil = { ...findings, homeFolder: '/home/<img src=x onerror=y>`"' };
    const html = doctorHtml({
      title: 'Doctor',
      intro: '',
      language: 'en',
      cspSource: 'https://webview.test',
      styles: [],
      problemLabel: 'To repair:',
      actions: [],
      sections: doctorSections(translate, evil),
    });
    assert.doesNotMatch(html, /<img|<script/);
    const links = [...html.matchAll(/href="command:([\w.]+)/g)].map(([, command = '']) => command);
    assert.ok(links.length >= 3);
    for (const command of [...links, ...repairs({ isVirtual: true, isTrusted: false, curricula: 0 })]) {
      assert.ok(doctorCommands.includes(command), command);
    }
  });
});
