import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment, ExceptionFields } from '../../../src/model/index.ts';
import { exceptionFields } from '../../../src/model/index.ts';
import type { TimeDraft } from '../field-values/time-draft.ts';
import { isInOrder, timeDraftOf, timeOf } from '../field-values/time-draft.ts';
import { TimeInput } from '../field-values/time-input.tsx';

interface Props {
  /** As the series has this occurrence. */
  readonly regular: Appointment;
  readonly own: ExceptionFields;
  /** Of the series: wall times in the form are read in it. */
  readonly zone: string;
  readonly pending: boolean;
  /** What differs from the series now; nothing may. */
  readonly onSave: (own: ExceptionFields) => void;
  readonly onBack: () => void;
}

interface Values extends TimeDraft {
  readonly subject: string;
  readonly location: string;
  readonly body: string;
}

/** One occurrence of a series, to be changed alone. */
export function OccurrenceForm({ regular, own, zone, pending, onSave, onBack }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(() => valuesOf({ ...regular, ...own }, zone));
  const [problem, setProblem] = useState<string | null>(null);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const submit = () => {
    if (values.subject.trim() === '') return setProblem(t('page.form.subjectRequired'));
    if (!isInOrder(values)) return setProblem(t('page.form.endBeforeStart'));
    setProblem(null);
    const { subject, location, body } = values;
    const changed = {
      ...regular,
      ...own,
      subject: subject.trim(),
      location: location.trim() || null,
      body: body.trim() || null,
      time: timeOf(values, zone),
    } as Appointment;
    onSave(exceptionFields(regular, changed));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <TextInput
          label={t('page.form.subject')}
          value={values.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          autoFocus
        />
        <TextInput
          label={t('page.form.location')}
          value={values.location}
          onChange={(event) => set({ location: event.currentTarget.value })}
        />
        <TimeInput draft={values} zone={zone} onChange={set} />
        <Textarea
          label={t('page.form.body')}
          value={values.body}
          onChange={(event) => set({ body: event.currentTarget.value })}
          autosize
          minRows={3}
        />
        {problem === null ? null : (
          <Alert color="red.9" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack}>
            {t('series.dialog.back')}
          </Button>
          <Button type="submit" loading={pending}>
            {t('page.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function valuesOf({ subject, location, body, time }: Appointment, zone: string): Values {
  return { subject: subject ?? '', location: location ?? '', body: body ?? '', ...timeDraftOf(time, zone) };
}
