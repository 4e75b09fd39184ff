/** The road of the planner in a real window: a plan is kept after asking, weeks are missed, and a passed step shortens it. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../src/core/curriculum/model';
import { allSteps } from '../../src/core/curriculum/steps';
import type { SkillsFile } from '../../src/core/curriculum/schema';
import type { AssessmentChange } from '../../src/core/planner/assessment-edit';
import { evenWeights } from '../../src/core/planner/ranking';
import type { BridgecraftApi } from '../../src/extension';
import { readKeptPlan } from '../../src/host/planner/kept-plan-file';
import { KeptPostings } from '../../src/host/planner/kept-postings';
import type { PlannerContext } from '../../src/host/planner/planner-intents';
import { type PlannerChoices, type PlannerInput, plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import { performRoadmap } from '../../src/host/planner/roadmap-intents';
import { bridgecraft, Replacements } from './support/extension';
import { makeProgress, ScriptedQuestions, type World } from './support/progress';

describe('The road of the planner', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let scratch: string;
  let home: vscode.Uri;
  let world: World;
  let step: Step;
  let input: PlannerInput;
  let context: PlannerContext;
  const written: AssessmentChange[] = [];

  const roadmap = () => plannerSnapshot(vscode.l10n.t, { ...input, progress: world.progress.state }).roadmap;
  const blocks = () => roadmap().phases.flatMap((phase) => phase.blocks.map(({ id }) => id));

  before(async () => {
    api = await bridgecraft();
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft röad ')));
    home = vscode.Uri.file(join(scratch, 'home'));
    await vscode.workspace.fs.createDirectory(home);
    window.openFolders(home);
    world = makeProgress(
      scratch,
      api.index,
      new ScriptedQuestions({ chooseHome: (folders) => Promise.resolve(folders[0]) }),
    );
    const root = vscode.extensions.getExtension('bridgecraft.bridgecraft')?.extensionPath ?? '';
    const table = JSON.parse(await readFile(join(root, 'dist', 'curricula', 'skills.json'), 'utf8')) as SkillsFile;
    const found = allSteps(api.index).find(({ ref }) => ref === 'ml-to-deep-learning/pytorch');
    assert.ok(found);
    step = found;
    input = {
      index: api.index,
      table,
      progress: world.progress.state,
      choices: {
        from: 'classical-ml',
        to: 'deep-learning',
        lookFrom: 'classical-ml',
        lookTo: 'deep-learning',
        hours: 10,
        extent: 'first-role',
        unit: 'months',
        weights: evenWeights,
      },
      problems: [],
      place: 'open',
      today: '2026-11-23',
      locale: 'en-GB',
    };
    context = {
      dependencies: {
        extensionUri: vscode.Uri.file(root),
        index: api.index,
        table,
        progress: world.progress,
        log: () => undefined,
      },
      specializations: [],
      postings: new KeptPostings(table),
      input: () => input,
      choose: (choices: Partial<PlannerChoices>) => {
        input = { ...input, choices: { ...input.choices, ...choices } };
      },
      write: (change) => {
        assert.ok(typeof change === 'object');
        written.push(change);
        return Promise.resolve();
      },
      refresh: () => Promise.resolve(),
    };
  });
  after(async () => {
    window.restore();
    await world.progress.flush();
    world.progress.dispose();
    await rm(scratch, { recursive: true });
  });

  it('shortens when a step has passed by its checks, whatever the way', async () => {
    const before = roadmap();
    assert.ok(blocks().includes(step.ref));
    const required = step.checks.filter(({ needs }) => needs === undefined);
    const isWritten = await world.progress.append(
      { kind: 'step-started', step: step.ref, contentVersion: step.contentVersion, path: step.ref },
      {
        kind: 'checks-ran',
        step: step.ref,
        run: 'run-1',
        contentVersion: step.contentVersion,
        results: required.map(({ id }) => ({ id, verdict: 'passed', message: '', seconds: 0.1, properties: {} })),
        learnerFiles: { 'src/a.py': 'a' },
        checkFiles: {},
        versions: {},
        interpreter: 'python',
      },
    );
    assert.ok(isWritten);
    assert.equal(world.progress.state.steps.get(step.ref)?.status, 'passed');
    const after = roadmap();
    assert.ok(!blocks().includes(step.ref));
    const hours = ({ facts }: typeof before) => Number(/^\d+/u.exec(facts[1] ?? '')?.[0]);
    assert.ok(hours(after) < hours(before), `${hours(before)} to ${hours(after)} hours`);
    assert.ok((after.timeline?.width ?? 0) < (before.timeline?.width ?? 0));
  });

  it('keeps a plan only when somebody agrees, and asks again before it is replaced', async () => {
    const told: string[] = [];
    let choose: (titles: readonly string[]) => string | undefined = () => undefined;
    window.replace(vscode.window, 'showInformationMessage', (message: string, ...rest: readonly unknown[]) => {
      told.push(message);
      return Promise.resolve(choose(rest.filter((each) => typeof each === 'string')));
    });
    const file = vscode.Uri.joinPath(home, 'career', 'roadmap.yaml');
    await performRoadmap(context, { kind: 'keep-plan' });
    assert.deepEqual(await readKeptPlan(home), { problems: [] });

    choose = (titles) => titles.at(-1);
    await performRoadmap(context, { kind: 'keep-plan' });
    const { plan, problems } = await readKeptPlan(home);
    assert.deepEqual([plan?.kept, plan?.to, problems], ['2026-11-23', 'deep-learning', []]);
    const ignored = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(home, '.gitignore'));
    assert.match(new TextDecoder().decode(ignored), /^career\/$/mu);

    choose = () => undefined;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('# mine\n'));
    await performRoadmap(context, { kind: 'keep-plan' });
    assert.equal(await readFile(file.fsPath, 'utf8'), '# mine\n');
    assert.deepEqual(told, ['Keep this plan?', 'Keep this plan?', 'Replace the plan that you kept?']);
  });

  it('marks a week as missed by its Monday, once, and takes it back', async () => {
    await performRoadmap(context, { kind: 'miss-week', week: '2026-11-25' });
    await performRoadmap(context, { kind: 'miss-week', week: '2026-11-23' });
    assert.deepEqual(input.choices.missedWeeks, ['2026-11-23']);
    assert.deepEqual(written.at(-1), { field: 'missed_weeks', value: ['2026-11-23'] });
    assert.match(roadmap().missed.text, /That moves the end from/u);
    await performRoadmap(context, { kind: 'take-week-back', week: '2026-11-23' });
    assert.deepEqual(input.choices.missedWeeks, []);
    await performRoadmap(context, { kind: 'miss-week', week: 'never' });
    assert.deepEqual(input.choices.missedWeeks, []);
  });

  it('tests out of a step: starts it, then runs its checks', async () => {
    const done: unknown[] = [];
    const projects = new Map<Step['ref'], vscode.Uri>();
    const own = { ...context, dependencies: { ...context.dependencies, progress: progressWith(projects) } };
    window.replace(vscode.commands, 'executeCommand', (...command: readonly unknown[]) => {
      done.push(command);
      if (command[0] === 'bridgecraft.startStep') projects.set(step.ref, home);
      return Promise.resolve();
    });
    window.replace(vscode.window, 'showInformationMessage', (_: string, run: string) => Promise.resolve(run));
    await performRoadmap(own, { kind: 'test-out', step: step.ref });
    await performRoadmap(own, { kind: 'test-out', step: step.ref });
    await performRoadmap(own, { kind: 'test-out', step: 'no/step' });
    const checked = ['bridgecraft.runChecks', step.ref];
    assert.deepEqual(done, [['bridgecraft.startStep', step.ref], checked, checked]);
  });

  const progressWith = (projects: ReadonlyMap<Step['ref'], vscode.Uri>) => ({
    homeFolder: home,
    state: world.progress.state,
    onDidChange: () => new vscode.Disposable(() => undefined),
    projects,
    marks: new Map(),
    append: () => assert.fail('nothing is recorded'),
  });
});
