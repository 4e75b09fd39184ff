/** Numbers and times as a learner reads them. Shared by the guide and the milestones page. */

import type { Translate } from '../../core/ports';

export type { Translate };

/** Four significant digits at most, no trailing zeros: 0.9854, 0.35, 1204, 2.1e-7. */
export function formatNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return value.toExponential(1).replace('e+', 'e');
  if (size >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

export function formatFigure(value: number, unit: string): string {
  const number = formatNumber(value);
  if (unit === '') return number;
  return unit === '%' ? `${number} %` : `${number} ${unit}`;
}

/** Half hours up to ten, whole ones beyond: estimates do not deserve more. */
export function formatHours(t: Translate, hours: number): string {
  const rounded = hours < 10 ? Math.round(hours * 2) / 2 : Math.round(hours);
  return rounded === 0 && hours > 0 ? t('under half an hour') : t('{0} h', rounded);
}

export function formatMinutes(t: Translate, minutes: number): string {
  return t('{0} min', minutes);
}

/** "23 November", with the year when it is not this one. UTC, as the log has it. */
export function formatDate(iso: string, today: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const isThisYear = iso.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}
