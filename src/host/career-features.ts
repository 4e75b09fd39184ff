/**
 * The planner and the portfolio in one lazy bundle (`dist/career-features.js`): both read YAML by a schema, and two
 * bundles would carry those libraries twice.
 */
export { PlannerPanel } from './planner/planner-panel';
export { createPortfolioFeatures } from './portfolio/portfolio-features';
