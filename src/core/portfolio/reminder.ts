/** Whether to remind somebody of a portfolio that their work has gone past: gently, and not often. */
const daysBetween = 30;
const millisecondsInDay = 86_400_000;

export interface ReminderInput {
  /** The setting. */
  readonly isOn: boolean;
  /** Of the last export; undefined: none. */
  readonly exportedAt: string | undefined;
  readonly remindedAt: string | undefined;
  readonly now: string;
}

/** Before the files are looked at: nothing is read unless this holds. */
export function mayRemind({ isOn, exportedAt, remindedAt, now }: ReminderInput): boolean {
  if (!isOn || exportedAt === undefined) return false;
  return remindedAt === undefined || daysFrom(remindedAt, now) >= daysBetween;
}

/** A time that cannot be read, or lies ahead after a clock was set back, counts as just now. */
function daysFrom(before: string, now: string): number {
  const days = (Date.parse(now) - Date.parse(before)) / millisecondsInDay;
  return Number.isFinite(days) ? Math.max(0, days) : 0;
}
