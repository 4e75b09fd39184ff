/** "Doctor": a page that one can read and copy, with a link to each repair. */
import * as vscode from 'vscode';
import type { Interpreter } from '../../core/checks/model';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { type DoctorFindings, doctorMarkdown, doctorSections } from '../../core/environment/doctor-report';
import { placeOfWork } from '../adapters/workspace';
import { withoutPlaces } from '../checks/check-report';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';
import { doctorCommands, doctorHtml } from './doctor-html';

const { t } = vscode.l10n;

/** What only the platform can find out. Never asked in Restricted Mode: looking for Python starts processes. */
export interface MachineProbe {
  /** For example "Linux 6.1 x64". */
  readonly system: string;
  /** The folder of the person who is logged in; kept out of reports. */
  readonly userFolder: string;
  findPython(folder: string | undefined): Promise<{
    readonly interpreter?: Interpreter;
    readonly tried: readonly { readonly path: string; readonly problem: string }[];
  }>;
  /** Version by distribution name. */
  installedPackages(python: string): Promise<Readonly<Record<string, string>>>;
  freeDiskBytes(folder: string): Promise<number | undefined>;
  /** Version of Node in this process. */
  readonly node: string;
  freeMemoryBytes(): Promise<number>;
}

export class Doctor implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly probe: MachineProbe,
    private readonly version: string,
  ) {}

  dispose(): void {
    this.panel?.dispose();
  }

  async open(): Promise<void> {
    const sections = doctorSections(t, await this.findings());
    const title = t('Bridgecraft Doctor');
    this.panel ??= this.createPanel(title);
    const { webview } = this.panel;
    webview.html = doctorHtml({
      title,
      intro: t('What Bridgecraft found on this machine. Nothing of it is sent anywhere.'),
      language: vscode.env.language,
      cspSource: webview.cspSource,
      styles: ['base.css', 'doctor.css'].map((name) =>
        webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'media', name)).toString(),
      ),
      problemLabel: t('To repair:'),
      actions: [
        { label: t('Copy'), command: 'bridgecraft.doctor', argument: 'copy' },
        { label: t('Look Again'), command: 'bridgecraft.doctor' },
      ],
      sections,
    });
    this.panel.reveal();
  }

  /** Without the learner's own folder: what is copied is often posted. */
  async copy(): Promise<Notice> {
    const sections = doctorSections(t, await this.findings());
    const text = doctorMarkdown(t('Bridgecraft Doctor'), sections);
    await vscode.env.clipboard.writeText(withoutPlaces(text, [], this.probe.userFolder));
    return { severity: 'information', message: t('Copied, with ~ in place of your user folder.') };
  }

  private createPanel(title: string): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('bridgecraft.doctor', title, vscode.ViewColumn.Active, {
      enableFindWidget: true,
      enableScripts: false,
      enableCommandUris: [...doctorCommands],
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'media')],
    });
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }

  private async findings(): Promise<DoctorFindings> {
    const { progress, index, probe } = this;
    const folder = progress.homeFolder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    const path = folder?.scheme === 'file' ? folder.fsPath : undefined;
    const isTrusted = vscode.workspace.isTrusted;
    const python = isTrusted ? await this.python(path) : undefined;
    const freeDiskBytes = path === undefined ? undefined : await probe.freeDiskBytes(path);
    const place = vscode.env.remoteName ?? (vscode.env.uiKind === vscode.UIKind.Web ? t('in a browser') : t('desktop'));
    return {
      bridgecraft: this.version,
      editor: t('{0} {1}, {2}', vscode.env.appName, vscode.version, place),
      node: probe.node,
      system: probe.system,
      isTrusted,
      isVirtual: placeOfWork() === 'virtual',
      ...(progress.homeFolder ? { homeFolder: progress.homeFolder.fsPath } : {}),
      ...(python ? { python } : {}),
      wanted: this.wanted(),
      constraints: index.constraints,
      curricula: index.curricula.length,
      ...(freeDiskBytes === undefined ? {} : { freeDiskBytes }),
      ...(isTrusted ? { freeMemoryBytes: await probe.freeMemoryBytes() } : {}),
      isWarm: vscode.workspace.getConfiguration('bridgecraft').get('warmChecks', true),
      log: { unreadable: progress.state.unreadable, newer: progress.state.newer },
    };
  }

  /** By tier: first what the started steps need, then what the rest of the pivot will. */
  private wanted(): DoctorFindings['wanted'] {
    const { progress, index } = this;
    const steps = allSteps(index);
    const started = steps.filter(({ ref }) => progress.projects.has(ref));
    const ahead = steps.filter(
      ({ ref, curriculum }) => curriculum === progress.state.pivot && !progress.projects.has(ref),
    );
    const now = new Set(started.flatMap(({ tier }) => tier));
    const named = (chosen: readonly Step[], tier: string) => [
      ...new Set(chosen.filter((step) => step.tier === tier).flatMap(({ requirements }) => requirements)),
    ];
    return [
      ...[...now].sort().map((tier) => ({ tier, names: named(started, tier), isNow: true })),
      ...[...new Set(ahead.map(({ tier }) => tier))]
        .sort()
        .filter((tier) => !now.has(tier))
        .map((tier) => ({ tier, names: named(ahead, tier), isNow: false })),
    ];
  }

  private async python(folder: string | undefined): Promise<NonNullable<DoctorFindings['python']>> {
    const found = await this.probe.findPython(folder);
    const installed = found.interpreter ? await this.probe.installedPackages(found.interpreter.path) : {};
    return { ...found, installed };
  }
}
