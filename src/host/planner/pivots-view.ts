/** What the tab on all pivots shows: which one fits, the matrix, and the reasons of the one that is looked at. */
import type { Levels } from '../../core/planner/gap';
import type { PivotsView } from '../../protocol/planner/pivots';
import type { Translate } from '../guide/wording';
import { matrixView } from './matrix-view';
import type { PlannerInput } from './planner-snapshot';
import { rankingView } from './ranking-view';
import { reasonsView } from './reasons-view';

export const pivotsView = (t: Translate, input: PlannerInput, have: Levels): PivotsView => ({
  ranking: rankingView(t, input, have),
  matrix: matrixView(t, input, have),
  reasons: reasonsView(t, input, have),
});
