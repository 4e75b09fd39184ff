/** The guide and the milestones page: a bundle of its own (`dist/panel-features.js`), loaded when one of them is shown. */
import type * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { Checks } from '../checks/checks';
import { GuidePanel } from '../guide/guide-panel';
import { MilestonesPanel } from '../milestones/milestones-panel';
import type { Progress } from '../progress/progress';

export interface PanelDependencies {
  readonly extensionUri: vscode.Uri;
  readonly index: CurriculumIndex;
  readonly progress: Progress;
  readonly checks: Checks;
  readonly log: (message: string) => void;
  /** The milestones page is on the screen. */
  readonly onMilestonesShown: () => void;
}

export const createPanelFeatures = ({
  extensionUri,
  index,
  progress,
  checks,
  log,
  onMilestonesShown,
}: PanelDependencies) => ({
  guide: new GuidePanel(extensionUri, index, progress, checks, log),
  milestones: new MilestonesPanel(extensionUri, index, progress, log, onMilestonesShown),
});
