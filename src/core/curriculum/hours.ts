/** Half an hour of reading, the stated minutes twice, and an hour for evidence and questions; rounded to tenths. */
export const hoursOfWork = (minutes: number): number => Math.round((1.5 + minutes / 30) * 10) / 10;
