/** What a run left behind, made by hand. */
import type { Failure, Frame, RunEvent, SessionEvent } from '../../../src/core/checks/events';
import { observe } from '../../../src/core/checks/observed';
import type { RunFacts } from '../../../src/core/checks/verdict';
import type { Check } from '../../../src/core/curriculum/model';
import { sampleCheck, sampleStep } from '../../checks/sample-step';

export const root = '/home/ada/my project';
export const step = sampleStep(['add', 'double'], { 'checks/test_sums.py': '', 'src/sums/__init__.py': '' });
export const add: Check = sampleCheck('add');
export const double: Check = sampleCheck('double');

export const learnerFrame: Frame = { file: `${root}/src/sums/__init__.py`, line: 7, function: 'add' };
export const authorFrame: Frame = { file: `${root}/checks/test_sums.py`, line: 3, function: 'test_add' };
export const libraryFrame: Frame = { file: `${root}/.venv/lib/numpy/core.py`, line: 99, function: 'sum' };

export const session: SessionEvent = {
  kind: 'session',
  version: '3.12.1',
  executable: '/usr/bin/python3',
  bits: 64,
  packages: { pytest: '9.2.0' },
  missing: [],
  foreign: [],
  unsupported: false,
};

export const failure = (more: Partial<Failure> = {}): Failure => ({
  type: 'TypeError',
  message: 'unsupported operand',
  assertion: false,
  skipped: false,
  notes: '',
  frames: [authorFrame],
  causes: [],
  timeout: false,
  nones: [],
  ...more,
});

export const started = (check: Check): RunEvent => ({ kind: 'check-started', check: check.id });
export const finished = (
  check: Check,
  more: Partial<Extract<RunEvent, { kind: 'check-finished' }>> = {},
): RunEvent => ({
  kind: 'check-finished',
  check: check.id,
  outcome: more.failure ? 'failed' : 'passed',
  seconds: 0.1,
  properties: {},
  ...more,
});
export const collected: RunEvent = { kind: 'collected', nodes: [add.test, double.test] };
export const ended: RunEvent = { kind: 'ended', code: 0 };

export const facts = (events: readonly RunEvent[], more: Partial<RunFacts> = {}): RunFacts => ({
  step,
  view: { roots: [root], ignoresCase: false, files: step },
  observed: observe(events),
  end: { kind: 'exited', code: 0 },
  stacks: [],
  ...more,
});
