/** The planner: a bundle of its own (`dist/planner-features.js`), loaded when it is opened or brought back. */
import { PlannerPanel, type PlannerDependencies } from './planner-panel';

export const createPlanner = (dependencies: PlannerDependencies): PlannerPanel => new PlannerPanel(dependencies);
