/** Where a step's tasks are in a learner's file, whatever became of the markers of their regions. */
import type { Step, Task } from './model';
import { findRegion } from './regions';

export interface TaskPlace {
  readonly task: Task;
  /**
   * `file`: the task is the whole file. `lost`: its region is not there, so the whole file counts. `elsewhere`: its pair of
   * markers is in a file that is not the task's.
   */
  readonly kind: 'region' | 'elsewhere' | 'file' | 'lost';
  /** From 0: the marker or the definition, or the first line of the file. */
  readonly head: number;
  /** The first line to work on. */
  readonly start: number;
  /** The last line that belongs to it. */
  readonly end: number;
}

export function placesIn(step: Pick<Step, 'tasks'>, file: string, text: string): readonly TaskPlace[] {
  return step.tasks.flatMap((task): readonly TaskPlace[] => {
    const place = task.region === undefined ? undefined : findRegion(file, text, task.region);
    if (place?.kind === 'found' && (task.file === file || place.by === 'pair')) {
      const { by, start, end } = place;
      const kind = task.file === file ? 'region' : 'elsewhere';
      return [
        by === 'pair' ? { task, kind, head: start - 1, start, end } : { task, kind, head: start, start, end: end - 1 },
      ];
    }
    if (task.file !== file) return [];
    return [{ task, kind: place ? 'lost' : 'file', head: 0, start: 0, end: 0 }];
  });
}
