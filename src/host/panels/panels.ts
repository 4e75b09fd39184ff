/** The panels as the rest of the host sees them. Their code is read when the first of them is shown or brought back. */
import * as vscode from 'vscode';
import type { StepRef } from '../../core/curriculum/model';
import type { createPanelFeatures, PanelDependencies } from './panel-features';

/** As package.json's `onWebviewPanel:` names them. */
const viewTypes = { guide: 'bridgecraft.guide', milestones: 'bridgecraft.milestones' } as const;

type Features = ReturnType<typeof createPanelFeatures>;

export class Panels implements vscode.Disposable {
  private loading: Promise<Features> | undefined;
  private features: Features | undefined;
  private isDisposed = false;
  private readonly serializers: vscode.Disposable;
  private readonly guideShown = new vscode.EventEmitter<StepRef>();
  readonly onDidShowGuide = this.guideShown.event;

  constructor(private readonly dependencies: PanelDependencies) {
    this.serializers = vscode.Disposable.from(
      ...(['guide', 'milestones'] as const).map((name) =>
        vscode.window.registerWebviewPanelSerializer(viewTypes[name], {
          deserializeWebviewPanel: async (panel, state) => {
            await (await this.load())[name].deserializeWebviewPanel(panel, state);
            if (this.guideStep) this.guideShown.fire(this.guideStep);
          },
        }),
      ),
    );
  }

  /** The step that the guide shows; undefined when it is closed. */
  get guideStep(): StepRef | undefined {
    return this.features?.guide.step;
  }

  async openGuide(
    ref: StepRef,
    options: { readonly preserveFocus?: boolean; readonly task?: string } = {},
  ): Promise<void> {
    (await this.load()).guide.open(ref, options);
    this.guideShown.fire(ref);
  }

  /** Without a curriculum: the learner's pivot. */
  async openMilestones(curriculum?: string): Promise<void> {
    (await this.load()).milestones.open(curriculum);
  }

  dispose(): void {
    this.isDisposed = true;
    this.guideShown.dispose();
    this.serializers.dispose();
    this.features?.guide.dispose();
    this.features?.milestones.dispose();
  }

  private load(): Promise<Features> {
    return (this.loading ??= import('./panel-features').then(({ createPanelFeatures }) => {
      const made = createPanelFeatures(this.dependencies);
      this.features = made;
      // The window may have closed meanwhile.
      if (this.isDisposed) this.dispose();
      return made;
    }));
  }
}
