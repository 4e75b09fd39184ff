import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { doctorReport, type DoctorFindings } from '../../../src/core/environment/doctor-report';

const findings: DoctorFindings = {
  bridgecraft: '0.1.0',
  editor: '1.139.1',
  system: 'linux x64',
  isTrusted: true,
  homeFolder: '/home/ä b',
  python: {
    interpreter: { path: '/usr/bin/python3', version: '3.11.7', source: 'path' },
    tried: [{ path: 'py', problem: 'not found' }],
    installed: { numpy: '2.4.6', pytest: '9.2.0' },
  },
  wanted: ['numpy', 'torch'],
  constraints: ['numpy==2.4.6', 'torch==2.13.0', 'pytest==9.2.0'],
  freeDiskBytes: 1.5e9,
  log: { unreadable: 1, newer: 0 },
};

describe('the doctor', () => {
  it('names the interpreter, how it was chosen, and what was not used', () => {
    const report = doctorReport(findings);
    assert.match(report, /Python 3\.11\.7 .*`\/usr\/bin\/python3`, found by: path/);
    assert.match(report, /Not used: `py`: not found/);
  });

  it('tells wanted from found packages, with the repair', () => {
    const report = doctorReport(findings);
    assert.match(report, /\| numpy \| 2\.4\.6 \| 2\.4\.6 \| found \|/);
    assert.match(report, /\| torch \| 2\.13\.0 \| none \| \*\*missing or another version\*\* \|/);
    assert.match(report, /Set Up Python/);
  });

  it('says what Restricted Mode means and does not claim to have looked for Python', () => {
    const { python: _, ...restricted } = findings;
    const report = doctorReport({ ...restricted, isTrusted: false });
    assert.match(report, /Restricted Mode/);
    assert.match(report, /Not looked for/);
    assert.doesNotMatch(report, /Packages of your steps/);
  });

  it('warns about a nearly full disk and about lines that were set aside', () => {
    const report = doctorReport(findings);
    assert.match(report, /Free: 1\.5 GB\. \*\*PyTorch needs/);
    assert.match(report, /1 lines could not be read/);
  });
});
