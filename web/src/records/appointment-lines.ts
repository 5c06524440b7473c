import type { TFunction } from 'i18next';
import { keptRuleInWords, notExpressibleInWords, seriesInWords, timeInWords } from '../../../src/messages/index.ts';
import type { Fields, Series } from '../../../src/model/index.ts';
import { isPrivate } from '../../../src/model/index.ts';
import type { AppointmentFields, AppointmentRecord } from '../api/records.ts';
import { fieldName, fieldText } from '../field-values/field-lines.ts';
import { nextOccurrences } from '../series/listed-occurrences.ts';
import { appointmentOfFields, seriesOfFields } from '../series/series-of-record.ts';
import { appointmentWhen } from './appointment-row.tsx';

/** Occurrences that a row of a list shows. */
const SHOWN = 3;

interface Reader {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
}

/** What a list calls an appointment. Of a private one nothing more may be known. */
export function appointmentTitle(fields: AppointmentFields, t: TFunction): string {
  return fields.subject ?? t(isPrivate(fields as Fields) ? 'page.sides.privateAppointment' : 'page.sides.unnamed');
}

/** When it takes place, of a series its rule and what comes next, and where. */
export function appointmentLines(
  fields: AppointmentFields,
  limit: AppointmentRecord['exchangeLimit'],
  reader: Reader,
): readonly string[] {
  const { t, language, zone } = reader;
  const series = seriesOfFields(fields, zone);
  return [
    ...(series === null ? [appointmentWhen(fields, t, language, zone)] : seriesLines(fields, series, reader)),
    fields.location ?? '',
    ...peopleLines(fields, reader),
    fields.keptRule == null ? '' : keptRuleInWords(fields.keptRule, { t }),
    limit === null ? '' : t('series.limit', { why: notExpressibleInWords(limit, { t }) }),
  ].filter((line) => line !== '');
}

/** Of a meeting who organizes it, and who answered what. */
function peopleLines(fields: AppointmentFields, { t, language }: Reader): readonly string[] {
  if ((fields.attendees ?? []).length === 0) return [];
  return (['organizer', 'attendees'] as const).flatMap((field) => {
    const value = fields[field];
    return value == null ? [] : [`${fieldName(t, field)}: ${fieldText(field, value, { t, language })}`];
  });
}

function seriesLines(fields: AppointmentFields, series: Series, { t, language, zone }: Reader): readonly string[] {
  const { time, occurrences } = appointmentOfFields(fields);
  const next = nextOccurrences(series, zone, SHOWN).map((each) => timeInWords(each.time, { t, language }, zone));
  return [
    seriesInWords(time, occurrences ?? null, { t, language }, zone) ?? '',
    next.length === 0 ? t('page.sides.over') : t('page.sides.next', { when: next.join('; ') }),
  ];
}
