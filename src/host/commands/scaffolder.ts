/** Scaffolding as the host asks for it; `platform/node/scaffold-writer.ts` does it, the composition root joins them. */
import type { Step } from '../../core/curriculum/model';
import type { Result } from '../../core/ports';
import type { CarriedFile } from '../../core/scaffold/project-mark';
import type { PlannedFile } from '../../core/scaffold/plan';

export interface ScaffoldOutcome {
  readonly target: string;
  readonly created: readonly string[];
  readonly same: readonly string[];
  readonly kept: readonly { readonly path: string; readonly existing: string }[];
}

export type ScaffoldFailure =
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'read-only'; readonly path: string }
  | { readonly kind: 'target-outside-home'; readonly path: string }
  | { readonly kind: 'target-not-a-folder'; readonly path: string }
  | { readonly kind: 'another-step'; readonly path: string; readonly step: string }
  | { readonly kind: 'package-damaged'; readonly detail: string }
  | { readonly kind: 'io'; readonly path: string; readonly detail: string };

/** Files of earlier steps that go into a new project instead of its starter's. */
export interface Carry {
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly carried: readonly CarriedFile[];
}

export interface Scaffolder {
  /** What scaffolding would do to each file; nothing is written. */
  plan(step: Step, target: string): Promise<Result<readonly PlannedFile[], { readonly detail: string }>>;
  scaffold(step: Step, home: string, target: string, carry?: Carry): Promise<Result<ScaffoldOutcome, ScaffoldFailure>>;
}
