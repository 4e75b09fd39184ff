/** Where a home folder's portfolio was exported to, and when somebody was last reminded of it. Kept on this machine. */
import type * as vscode from 'vscode';

const key = 'bridgecraft.portfolio';

/** What of a `Memento` is used. */
interface KeptState {
  get<Value>(key: string, otherwise: Value): Value;
  update(key: string, value: unknown): Thenable<void>;
}

export interface LastExport {
  readonly target: string;
  readonly at: string;
  readonly remindedAt?: string;
}

export class ExportMemory {
  constructor(private readonly state: KeptState) {}

  of(home: vscode.Uri): LastExport | undefined {
    const found = this.state.get<Readonly<Record<string, unknown>>>(key, {})[home.toString()];
    return isLastExport(found) ? found : undefined;
  }

  async keep(home: vscode.Uri, last: LastExport): Promise<void> {
    await this.state.update(key, {
      ...this.state.get<Readonly<Record<string, unknown>>>(key, {}),
      [home.toString()]: last,
    });
  }
}

const isLastExport = (value: unknown): value is LastExport =>
  typeof value === 'object' &&
  value !== null &&
  'target' in value &&
  typeof value.target === 'string' &&
  'at' in value &&
  typeof value.at === 'string';
