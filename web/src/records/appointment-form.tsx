import { Alert, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentFields, AppointmentRecord } from '../api/records.ts';
import type { TimeDraft } from '../field-values/time-draft.ts';
import { isInOrder, timeDraftOf, timeOf, zoneOf } from '../field-values/time-draft.ts';
import { TimeInput } from '../field-values/time-input.tsx';
import { RuleInput } from '../series/rule-input.tsx';
import { useRule } from '../series/use-rule.ts';
import type { Writing } from './record-dialog.tsx';
import { RecordDialog } from './record-dialog.tsx';

interface Props {
  readonly user: string;
  /** Zone of the user: wall times in the form are read in it. */
  readonly zone: string;
  readonly record: AppointmentRecord | null;
  /** Of a part of a series, which is no record yet; the record then has what the part would have. */
  readonly part?: PartOfSeries;
  readonly onClose: () => void;
}

interface PartOfSeries extends Writing {
  readonly title: string;
  /** The time is sent also when nobody changed it. */
  readonly needsTime: boolean;
}

interface Values extends TimeDraft {
  readonly subject: string;
  readonly location: string;
  readonly body: string;
}

export function AppointmentForm({ user, zone: userZone, record, part, onClose }: Props) {
  const { t } = useTranslation();
  const zone = zoneOf(record?.fields.time, userZone);
  const [initial] = useState(() => valuesOf(record?.fields ?? {}, zone));
  const [values, setValues] = useState(initial);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const rule = useRule({ fields: record?.fields ?? {}, time: values, zone });
  const setTime = (time: TimeDraft) => {
    rule.follow(values.start, time.start);
    set(time);
  };
  const collect = () => {
    if (values.subject.trim() === '') return { problem: t('page.form.subjectRequired') };
    if (!isInOrder(values)) return { problem: t('page.form.endBeforeStart') };
    const recurrence = rule.read();
    if (recurrence === 'faulty') return { problem: t('series.invalid.any') };
    const time = { ...timeOf(values, zone), recurrence };
    const sendsTime = record === null || part?.needsTime === true || rule.moves(initial);
    return { fields: { ...textChanges(initial, values), ...(sendsTime ? { time } : {}) } };
  };
  const isSeries = record?.fields.time?.recurrence != null;
  return (
    <RecordDialog
      title={part?.title ?? t(record === null ? 'page.form.newAppointment' : 'page.form.editAppointment')}
      label={values.subject}
      itemType="appointments"
      user={user}
      record={record}
      writing={part}
      deletionHint={t(isSeries ? 'series.deleteAll' : 'page.form.confirmDeleteHint')}
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
      <TimeInput draft={values} zone={zone} onChange={setTime} />
      {values.start === '' ? null : <RuleInput {...rule.input} />}
      {rule.warnings(initial).map((warning) => (
        <Alert key={warning} color="orange.9">
          {warning}
        </Alert>
      ))}
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
  return { ...texts, ...timeDraftOf(fields.time, zone) };
}

function textChanges(before: Values, after: Values): object {
  const changes: Record<string, unknown> = {};
  for (const name of ['subject', 'location', 'body'] as const) {
    if (before[name] !== after[name]) changes[name] = after[name].trim() || null;
  }
  return changes;
}
