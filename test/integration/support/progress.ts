/** A progress service of its own, on folders that the test makes, with answers that the test gives. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../../../src/core/curriculum/model';
import type { HomeQuestions } from '../../../src/host/progress/home-questions';
import { type ProgressDependencies, ProgressService } from '../../../src/host/progress/progress-service';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { NodeProgressLogs } from '../../../src/platform/node/progress-log';
import { learnerHashes } from '../../../src/platform/node/project-files';

export class MemoryState implements vscode.Memento {
  private readonly values = new Map<string, unknown>();
  keys(): readonly string[] {
    return [...this.values.keys()];
  }
  get<Value>(key: string, fallback?: Value): Value | undefined {
    return (this.values.get(key) as Value | undefined) ?? fallback;
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    return Promise.resolve();
  }
}

/** What the learner was asked and told; a question without an answer fails the test. */
export class ScriptedQuestions implements HomeQuestions {
  readonly asked: string[] = [];

  constructor(private readonly answers: Partial<HomeQuestions> = {}) {}

  useParent: HomeQuestions['useParent'] = (folder) => this.ask('useParent', this.answers.useParent)(folder);
  chooseHome: HomeQuestions['chooseHome'] = (folders) => this.ask('chooseHome', this.answers.chooseHome)(folders);
  restore: HomeQuestions['restore'] = (folder, lost) => this.ask('restore', this.answers.restore)(folder, lost);
  tellUnreadable: HomeQuestions['tellUnreadable'] = (count) => void this.asked.push(`unreadable ${count}`);
  tellWriteFailure: HomeQuestions['tellWriteFailure'] = ({ kind }) => void this.asked.push(`write failure ${kind}`);
  tellRestricted: HomeQuestions['tellRestricted'] = () => void this.asked.push('restricted');
  tellNoDiskFolder: HomeQuestions['tellNoDiskFolder'] = (isVirtual) =>
    void this.asked.push(isVirtual ? 'virtual' : 'no folder');

  private ask<Question>(name: string, answer: Question | undefined): Question {
    this.asked.push(name);
    assert.ok(answer, `nobody expected the question ${name}`);
    return answer;
  }
}

export interface World {
  readonly progress: ProgressService;
  readonly logs: NodeProgressLogs;
}

export function makeProgress(
  scratch: string,
  index: CurriculumIndex,
  questions: HomeQuestions,
  workspaceState: vscode.Memento = new MemoryState(),
  recover: ProgressDependencies['recover'] = () => Promise.resolve([]),
): World {
  const logs = new NodeProgressLogs({
    mirrorFolder: join(scratch, 'storage', 'mirror'),
    clock: { now: () => new Date().toISOString() },
    hasher: nodeHasher,
  });
  const log = vscode.window.createOutputChannel('Bridgecraft tests', { log: true });
  const progress = new ProgressService({
    index,
    logs,
    questions,
    workspaceState,
    learnerFiles: (step, project) => learnerHashes(step, project, nodeHasher),
    recover,
    log,
  });
  return { progress, logs };
}
