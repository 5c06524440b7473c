/** When a series takes place: every Friday at nine, four times from 6 November 2026 on. */
export const FOUR_FRIDAYS = {
  kind: 'timed',
  start: '2026-11-06T08:00:00Z',
  end: '2026-11-06T09:00:00Z',
  zone: 'Europe/Rome',
  recurrence: {
    pattern: { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' },
    range: { kind: 'numbered', occurrences: 4 },
  },
} as const;
