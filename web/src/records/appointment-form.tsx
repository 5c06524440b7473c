import { Checkbox, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addDays,
  instantOf,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
  parseTimeZoneId,
  wallTimeAt,
} from '../../../src/model/index.ts';
import type { AppointmentFields, AppointmentRecord } from '../api/records.ts';
import { RecordDialog } from './record-dialog.tsx';

interface Props {
  readonly user: string;
  /** Zone of the user: wall times in the form are read in it. */
  readonly zone: string;
  readonly record: AppointmentRecord | null;
  readonly onClose: () => void;
}

interface Values {
  readonly subject: string;
  readonly location: string;
  readonly body: string;
  readonly allDay: boolean;
  /** `YYYY-MM-DDTHH:mm`, or `YYYY-MM-DD` when all-day; the last day is inclusive here. */
  readonly start: string;
  readonly end: string;
}

export function AppointmentForm({ user, zone: userZone, record, onClose }: Props) {
  const { t } = useTranslation();
  // An appointment made in another zone keeps it: its wall time means something there.
  const zone = record?.fields.time?.kind === 'timed' ? (record.fields.time.zone ?? userZone) : userZone;
  const [initial] = useState(() => valuesOf(record?.fields ?? {}, zone));
  const [values, setValues] = useState(initial);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const collect = () => {
    if (values.subject.trim() === '') return { problem: t('page.form.subjectRequired') };
    if (values.end < values.start || values.start === '' || values.end === '')
      return { problem: t('page.form.endBeforeStart') };
    return { fields: changesOf(initial, values, zone, record === null) };
  };
  return (
    <RecordDialog
      title={t(record === null ? 'page.form.newAppointment' : 'page.form.editAppointment')}
      label={values.subject}
      itemType="appointments"
      user={user}
      record={record}
      collect={collect}
      onClose={onClose}
    >
      <TextInput
        label={t('page.form.subject')}
        value={values.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('page.form.location')}
        value={values.location}
        onChange={(event) => set({ location: event.currentTarget.value })}
      />
      <Checkbox
        label={t('page.form.allDay')}
        checked={values.allDay}
        onChange={(event) => set(switchAllDay(values, event.currentTarget.checked))}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type={values.allDay ? 'date' : 'datetime-local'}
          label={t(values.allDay ? 'page.form.firstDay' : 'page.form.start')}
          value={values.start}
          onChange={(event) => set({ start: event.currentTarget.value })}
        />
        <TextInput
          type={values.allDay ? 'date' : 'datetime-local'}
          label={t(values.allDay ? 'page.form.lastDay' : 'page.form.end')}
          value={values.end}
          onChange={(event) => set({ end: event.currentTarget.value })}
        />
      </SimpleGrid>
      {values.allDay ? null : (
        <Text size="sm" c="gray.8">
          {t('page.form.zone', { zone })}
        </Text>
      )}
      <Textarea
        label={t('page.form.body')}
        value={values.body}
        onChange={(event) => set({ body: event.currentTarget.value })}
        autosize
        minRows={3}
      />
    </RecordDialog>
  );
}

function valuesOf(fields: AppointmentFields, zone: string): Values {
  const texts = { subject: fields.subject ?? '', location: fields.location ?? '', body: fields.body ?? '' };
  const { time } = fields;
  if (time?.kind === 'allDay') {
    return { ...texts, allDay: true, start: time.startDate, end: addDays(parseCalendarDate(time.endDate), -1) };
  }
  const wall = (instant: string) => wallTimeAt(parseInstant(instant), parseTimeZoneId(zone)).local.slice(0, 16);
  if (time?.kind === 'timed') return { ...texts, allDay: false, start: wall(time.start), end: wall(time.end) };
  const nextHour = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  const hourLater = new Date(nextHour.getTime() + 3_600_000);
  return { ...texts, allDay: false, start: wall(nextHour.toISOString()), end: wall(hourLater.toISOString()) };
}

function switchAllDay({ start, end }: Values, allDay: boolean): Partial<Values> {
  if (allDay) return { allDay, start: start.slice(0, 10), end: end.slice(0, 10) };
  return { allDay, start: `${start}T09:00`, end: `${end}T10:00` };
}

function changesOf(before: Values, after: Values, zone: string, isNew: boolean): object {
  const changes: Record<string, unknown> = {};
  for (const name of ['subject', 'location', 'body'] as const) {
    if (before[name] !== after[name]) changes[name] = after[name].trim() || null;
  }
  const moved = before.start !== after.start || before.end !== after.end || before.allDay !== after.allDay;
  if (isNew || moved) changes['time'] = timeOf(after, zone);
  return changes;
}

function timeOf({ allDay, start, end }: Values, zone: string): object {
  if (allDay) return { kind: 'allDay', startDate: start, endDate: addDays(parseCalendarDate(end), 1) };
  const instant = (local: string) => instantOf({ local: parseLocalDateTime(local), zone: parseTimeZoneId(zone) });
  return { kind: 'timed', start: instant(start), end: instant(end), zone };
}
