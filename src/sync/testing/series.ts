import type { Fields, FieldValue } from '../../model/index.ts';

/** Every week on the day of its start, at nine in Rome, without end; 7 December 2026 is a Monday. */
export function weekly(more: { readonly start?: string; readonly range?: FieldValue } = {}): FieldValue {
  const { start = '2026-12-07', range = { kind: 'noEnd' } } = more;
  const day = WEEKDAYS[new Date(`${start}T00:00:00Z`).getUTCDay()] ?? '';
  return {
    kind: 'timed',
    start: `${start}T08:00:00Z`,
    end: `${start}T09:00:00Z`,
    zone: 'Europe/Rome',
    recurrence: { pattern: { kind: 'weekly', interval: 1, days: [day], firstDayOfWeek: 'monday' }, range },
  };
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export const DELETED = { kind: 'deleted' } as const;

/** An occurrence with these values of its own. */
export function changed(fields: Fields): FieldValue {
  return { kind: 'changed', fields };
}

/** One hour on the morning of a day in winter. */
export function at(day: string, hour: number): FieldValue {
  const clock = (value: number): string => String(value).padStart(2, '0');
  return {
    kind: 'timed',
    start: `${day}T${clock(hour)}:00:00Z`,
    end: `${day}T${clock(hour + 1)}:00:00Z`,
    zone: 'Europe/Rome',
  };
}
