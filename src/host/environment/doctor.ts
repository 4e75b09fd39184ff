/** "Doctor": a page that one can read and copy, in VS Code's own Markdown preview. */
import * as vscode from 'vscode';
import type { Interpreter } from '../../core/checks/model';
import type { CurriculumIndex } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { doctorReport, type DoctorFindings } from '../../core/environment/doctor-report';
import type { Progress } from '../progress/progress';

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
}

const scheme = 'bridgecraft-doctor';

export class Doctor implements vscode.Disposable {
  private text = '';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;
  private readonly page = vscode.Uri.from({ scheme, path: '/Bridgecraft Doctor.md' });

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly probe: MachineProbe,
    private readonly version: string,
  ) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: () => this.text,
    });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  async open(): Promise<void> {
    this.text = doctorReport(await this.findings());
    this.changed.fire(this.page);
    await vscode.commands.executeCommand('markdown.showPreview', this.page);
  }

  private async findings(): Promise<DoctorFindings> {
    const { progress, index, probe } = this;
    const folder = progress.homeFolder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    const path = folder?.scheme === 'file' ? folder.fsPath : undefined;
    const isTrusted = vscode.workspace.isTrusted;
    const python = isTrusted ? await this.python(path) : undefined;
    const freeDiskBytes = path === undefined ? undefined : await probe.freeDiskBytes(path);
    const steps = allSteps(index);
    const started = steps.filter((step) => progress.projects.has(step.ref));
    return {
      bridgecraft: this.version,
      editor: vscode.version,
      system: probe.system,
      isTrusted,
      ...(progress.homeFolder ? { homeFolder: progress.homeFolder.fsPath } : {}),
      ...(python ? { python } : {}),
      wanted: [...new Set(started.flatMap((step) => step.requirements))],
      constraints: index.constraints,
      ...(freeDiskBytes === undefined ? {} : { freeDiskBytes }),
      log: { unreadable: progress.state.unreadable, newer: progress.state.newer },
    };
  }

  private async python(folder: string | undefined): Promise<NonNullable<DoctorFindings['python']>> {
    const found = await this.probe.findPython(folder);
    const installed = found.interpreter ? await this.probe.installedPackages(found.interpreter.path) : {};
    return { ...found, installed };
  }
}
