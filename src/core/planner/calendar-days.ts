/** Days and weeks of the calendar as whole numbers. A day has no hours here, so no change of the clock can move one. */

/** `2027-01-31`. */
export type IsoDate = string;

const millisecondsInDay = 86_400_000;
/** 1970-01-01 was a Thursday. */
const firstMonday = -3;

export function dayNumber(date: IsoDate): number {
  const day = Date.parse(`${date}T00:00:00Z`) / millisecondsInDay;
  if (!Number.isInteger(day)) throw new RangeError(`"${date}" is no date such as 2027-01-31`);
  return day;
}

/** Of what comes from outside. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/u.test(text) && Number.isInteger(Date.parse(`${text}T00:00:00Z`));

export const isoDate = (day: number): IsoDate => new Date(day * millisecondsInDay).toISOString().slice(0, 10);

/** `month` from 0, as in JavaScript; what is beyond a month's end runs on into the next one. */
export const dateOf = (year: number, month: number, day: number): IsoDate =>
  isoDate(Date.UTC(year, month, day) / millisecondsInDay);

/** The Monday of a day's week. */
export const mondayOf = (day: number): number => day - ((((day - firstMonday) % 7) + 7) % 7);

/** The Mondays of the weeks that these days lie in, each once, in order. */
export const weeksOf = (days: readonly IsoDate[]): readonly IsoDate[] =>
  [...new Set(days.map((day) => mondayOf(dayNumber(day))))].sort((one, other) => one - other).map(isoDate);
