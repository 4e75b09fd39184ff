import type { ChildProcess } from 'node:child_process';

export interface Profile {
  /** Settings, storage and logs of this VS Code. */
  readonly dataDir: string;
  readonly extensionsDir?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerOptions extends Profile {
  readonly token?: string;
  readonly port?: number;
  readonly trust?: 'ask' | 'off';
  readonly driver?: boolean;
  readonly onOutput?: (text: string) => void;
}

export interface Server {
  readonly port: number;
  readonly pid: NonNullable<ChildProcess['pid']>;
  readonly origin: string;
  readonly closed: Promise<number | null>;
  stop(): Promise<void>;
  address(folder: string, query?: Readonly<Record<string, string>>): string;
}

export const serverRoot: string;
export const quietSettings: Readonly<Record<string, unknown>>;
export function isHostInstalled(): boolean;
export function remoteUri(port: number, path: string): string;
export function writeUserSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void>;
export function installExtension(vsix: string, options: Profile): Promise<void>;
export function startServer(options: ServerOptions): Promise<Server>;
