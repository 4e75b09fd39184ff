/** What the bench writes down, and how a figure is made from rounds. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('No round was measured.');
  return (low + high) / 2;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const inMilliseconds = (values: readonly number[]): string => `${round(median(values))} ms`;

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** A ratio of medians, and both medians in words. */
export function ratio(name: string, ours: readonly number[], theirs: readonly number[], what: string): Figure {
  const note = `${inMilliseconds(ours)} over ${inMilliseconds(theirs)}, ${what}`;
  return { name, value: round(median(ours) / median(theirs)), unit: 'ratio', note };
}
