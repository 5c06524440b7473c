import type { TFunction } from 'i18next';
import { localeOf } from '../../../src/messages/index.ts';
import type { AppointmentFields } from '../api/records.ts';
import { dayText, momentText } from '../format/moment.ts';

export function appointmentWhen(fields: AppointmentFields, t: TFunction, language: string, zone: string): string {
  const { time } = fields;
  if (time == null) return '';
  if (time.kind === 'timed') {
    const end = new Intl.DateTimeFormat(localeOf(language), {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    }).format(new Date(time.end));
    return `${momentText(time.start, language, zone)} – ${end}`;
  }
  const last = new Date(Date.parse(`${time.endDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const first = dayText(time.startDate, language);
  return last === time.startDate
    ? `${first}, ${t('page.sides.allDay')}`
    : `${first}, ${t('page.sides.allDayRange', { until: dayText(last, language) })}`;
}
