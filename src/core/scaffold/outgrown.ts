/** Copies that were kept by themselves, after checks: the newest of each step stay, and of each earlier day the last. */
import { byNewest, type Snapshot } from './snapshot';

const newestKept = 20;

/** Those that are not needed any more. What a learner asked for, or what undoes something, is never among them. */
export function outgrown(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const counts = new Map<string, number>();
  const days = new Set<string>();
  return byNewest(snapshots.filter(({ reason }) => reason === 'checks')).filter(({ step, time }) => {
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    if (count <= newestKept) return false;
    const day = `${step} ${time.slice(0, 10)}`;
    const isLastOfDay = !days.has(day);
    days.add(day);
    return !isLastOfDay;
  });
}
