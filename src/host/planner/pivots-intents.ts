/** Does what somebody asks for in the tab on all pivots. */
import { evenWeights, highestWeight, type RankingWeights } from '../../core/planner/ranking';
import type { PivotsIntent } from '../../protocol/planner/intents';
import type { PlannerContext } from './planner-intents';

export async function performPivots(
  context: Omit<PlannerContext, 'dependencies' | 'postings'>,
  intent: PivotsIntent,
): Promise<void> {
  switch (intent.kind) {
    case 'look': {
      const known = (id: string) => context.specializations.find((each) => each === id);
      const [lookFrom, lookTo] = [known(intent.from), known(intent.to)];
      if (!lookFrom || !lookTo || lookFrom === lookTo) return;
      context.choose({ lookFrom, lookTo });
      await context.refresh();
      return;
    }
    case 'set-unit':
      context.choose({ unit: intent.unit });
      await context.refresh();
      return;
    case 'set-weight': {
      const weights = knownWeights({ ...context.input().choices.weights, [intent.part]: intent.weight });
      context.choose({ weights });
      await context.write({ field: 'weights', value: weights });
      return;
    }
    case 'reset-weights':
      context.choose({ weights: evenWeights });
      await context.write({ field: 'weights', value: undefined });
      return;
  }
}

const withinRange = (weight: number): number => Math.min(highestWeight, Math.max(0, Math.round(weight)));

/** Weights that the assessment's schema takes. */
export const knownWeights = ({ effort, interest, goals }: RankingWeights): RankingWeights => ({
  effort: withinRange(effort),
  interest: withinRange(interest),
  goals: withinRange(goals),
});
