import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notExpressibleInWords, recurrenceInWords } from '../../../src/messages/index.ts';
import type { AppointmentTime, Recurrence } from '../../../src/model/index.ts';
import { limitOfExchange, parseTimeZoneId, seriesOf } from '../../../src/model/index.ts';
import type { AppointmentFields } from '../api/records.ts';
import type { TimeDraft } from '../field-values/time-draft.ts';
import { isInOrder, timeOf } from '../field-values/time-draft.ts';
import { movedTo, recurrenceOf, ruleDraftOf } from './rule-draft.ts';
import { appointmentOfFields } from './series-of-record.ts';

interface Asked {
  /** Of the record that is changed; nothing of a new one. */
  readonly fields: AppointmentFields;
  /** As it stands in the form. */
  readonly time: TimeDraft;
  readonly zone: string;
}

/** The rule in the form of an appointment: what was typed, what is wrong with it, what it would do. */
export function useRule({ fields, time, zone }: Asked) {
  const { t, i18n } = useTranslation();
  const former = appointmentOfFields(fields).time?.recurrence ?? null;
  const [initial] = useState(() => ruleDraftOf(former, dayIn(time.start)));
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const read = recurrenceOf(draft, dayIn(time.start));
  const whole = read.kind === 'rule' && isInOrder(time) ? withRule(time, zone, read.recurrence) : null;
  const hasMoved = (from: TimeDraft) =>
    draft !== initial || from.start !== time.start || from.end !== time.end || from.allDay !== time.allDay;
  return {
    input: {
      draft,
      startDate: dayIn(time.start),
      faults: tried && read.kind === 'faults' ? read.faults : [],
      words: whole === null ? null : recurrenceInWords(whole, { t, language: i18n.language }, zone),
      onChange: setDraft,
    },
    /** The start was moved. */
    follow: (from: string, to: string) => {
      if (from !== '' && to !== '') setDraft((before) => movedTo(before, dayIn(from), dayIn(to)));
    },
    /** From now on what is missing is said where it is missing. */
    read: (): Recurrence | null | 'faulty' => {
      setTried(true);
      return read.kind === 'rule' ? read.recurrence : 'faulty';
    },
    /** Whether time or rule is another than at first. */
    moves: hasMoved,
    /** What a person should know before it is saved. */
    warnings: (from: TimeDraft): readonly string[] => {
      const changes = fields.occurrences ?? null;
      const series = whole === null ? null : seriesOf(whole, null, parseTimeZoneId(zone));
      const limit = series === null ? null : limitOfExchange(series);
      const lost = draft.frequency === 'never' ? 'series.turnsSingle' : 'series.changesStay';
      return [
        ...(changes !== null && hasMoved(from) ? [t(lost)] : []),
        ...(limit === null ? [] : [t('series.limit', { why: notExpressibleInWords(limit, { t }) })]),
      ];
    },
  };
}

function withRule(time: TimeDraft, zone: string, recurrence: Recurrence | null): AppointmentTime {
  return { ...timeOf(time, zone), recurrence } as AppointmentTime;
}

function dayIn(local: string): string {
  return local.slice(0, 10);
}
