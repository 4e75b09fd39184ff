/** Set Up Python and Doctor: a bundle of its own (`dist/environment-features.js`), loaded when one of them is first asked for. */
import type * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { EnvironmentBuilder } from '../../core/environment/model';
import type { Progress } from '../progress/progress';
import { Doctor, type MachineProbe } from './doctor';
import { type BaseInterpreter, SetUpPython } from './set-up-python';

export interface EnvironmentDependencies {
  readonly extensionUri: vscode.Uri;
  readonly index: CurriculumIndex;
  readonly progress: Progress;
  readonly builder: EnvironmentBuilder;
  readonly baseInterpreter: BaseInterpreter;
  readonly probe: MachineProbe;
  readonly version: string;
  readonly log: vscode.LogOutputChannel;
  readonly onReady: () => void;
}

export const createEnvironmentFeatures = ({
  extensionUri,
  index,
  progress,
  builder,
  baseInterpreter,
  probe,
  version,
  log,
  onReady,
}: EnvironmentDependencies) => ({
  doctor: new Doctor(extensionUri, index, progress, probe, version),
  setUpPython: new SetUpPython(index, progress, builder, baseInterpreter, log, onReady),
});
