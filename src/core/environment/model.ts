/** Making the virtual environment of a home folder: what is asked, told and answered. */
import type { CancellationSignal, Result } from '../ports';

export interface EnvironmentRequest {
  /** The home folder; the environment is its `.venv`. */
  readonly home: string;
  /** Distribution names. */
  readonly packages: readonly string[];
  readonly constraints: readonly string[];
  /** The interpreter that a new environment is made from. */
  readonly base: string;
  /** The learner agreed that packages go into an environment that Bridgecraft did not make. */
  readonly mayUseForeign: boolean;
  readonly signal: CancellationSignal;
  readonly onProgress: (progress: EnvironmentProgress) => void;
}

export type EnvironmentProgress =
  | { readonly kind: 'creating' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'package'; readonly name: string; readonly size?: string; readonly seen: number }
  | { readonly kind: 'installing'; readonly count: number };

export interface Environment {
  /** Absolute path of the environment's interpreter. */
  readonly python: string;
  readonly installer: 'uv' | 'pip';
  /** What was installed now; empty when everything was there. */
  readonly added: readonly string[];
}

export type EnvironmentFailure =
  | { readonly kind: 'foreign-environment'; readonly path: string }
  | { readonly kind: 'venv-module-missing'; readonly base: string }
  | { readonly kind: 'cannot-create'; readonly path: string; readonly output: string }
  | { readonly kind: 'cannot-install'; readonly requirements: readonly string[]; readonly output: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'cancelled' };

export interface EnvironmentBuilder {
  build(request: EnvironmentRequest): Promise<Result<Environment, EnvironmentFailure>>;
}
