/** Does what somebody asks for on the road. */
import * as vscode from 'vscode';
import { allSteps } from '../../core/curriculum/steps';
import type { Step } from '../../core/curriculum/model';
import { isDay, weeksOf } from '../../core/planner/calendar-days';
import type { RoadmapIntent } from '../../protocol/planner/intents';
import { placeOfWork } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import { exportRoadmap } from './export-roadmap';
import { keepPlan } from './kept-plan-file';
import type { PlannerContext } from './planner-intents';
import { levelsOf } from './planner-snapshot';
import { missedWeeksOf, planRoad } from './road-plan';

export async function performRoadmap(context: PlannerContext, intent: RoadmapIntent): Promise<void> {
  const { progress } = context.dependencies;
  switch (intent.kind) {
    case 'open-step':
    case 'test-out': {
      const step = allSteps(context.dependencies.index).find(({ ref }) => ref === intent.step);
      if (!step) return;
      await (intent.kind === 'open-step' ? execute('openGuide', step.ref) : testOut(context, step));
      return;
    }
    case 'miss-week':
    case 'take-week-back': {
      if (!isDay(intent.week)) return;
      const [week] = weeksOf([intent.week]);
      const others = weeksOf(missedWeeksOf(context.input())).filter((each) => each !== week);
      const missedWeeks = intent.kind === 'miss-week' ? weeksOf([...others, intent.week]) : others;
      // In both places: whoever deletes their assessment has missed what they missed.
      context.choose({ missedWeeks });
      await context.write({ field: 'missed_weeks', value: [...missedWeeks] });
      return;
    }
    case 'keep-plan': {
      if (placeOfWork() !== 'open') return;
      const input = context.input();
      const { request, road } = planRoad(input, levelsOf(input));
      const { from, to, extent } = input.choices;
      if (road.ok && (await keepPlan(progress, { kept: input.today, from, to, extent, request, road: road.value }))) {
        await context.refresh();
      }
      return;
    }
    case 'export-roadmap':
      await exportRoadmap(intent.format, context.input(), progress.homeFolder);
      return;
  }
}

/** A step that is begun is checked; another one is started first, and it is said what counts. */
async function testOut({ dependencies: { progress } }: PlannerContext, step: Step): Promise<void> {
  const { l10n, window } = vscode;
  if (progress.projects.has(step.ref)) {
    await execute('runChecks', step.ref);
    return;
  }
  await execute('startStep', step.ref);
  // Whoever declined a folder has been told what is missing.
  if (!progress.projects.has(step.ref)) return;
  const run = l10n.t('Run Checks');
  const answer = await window.showInformationMessage(
    l10n.t(
      'You test out of {0}: fill in its tasks in your own way, then run its checks. When they pass, the step counts and your roadmap shortens.',
      step.title,
    ),
    run,
  );
  if (answer === run) await execute('runChecks', step.ref);
}
