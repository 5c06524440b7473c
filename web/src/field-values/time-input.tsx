import { Checkbox, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TimeDraft } from './time-draft.ts';
import { switchAllDay } from './time-draft.ts';

interface Props {
  readonly draft: TimeDraft;
  readonly zone: string;
  readonly onChange: (draft: TimeDraft) => void;
}

/** Start, end, and whether these are days. */
export function TimeInput({ draft, zone, onChange }: Props) {
  const { t } = useTranslation();
  const { allDay } = draft;
  const type = allDay ? 'date' : 'datetime-local';
  return (
    <>
      <Checkbox
        label={t('page.form.allDay')}
        checked={allDay}
        onChange={(event) => onChange(switchAllDay(draft, event.currentTarget.checked))}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type={type}
          label={t(allDay ? 'page.form.firstDay' : 'page.form.start')}
          value={draft.start}
          onChange={(event) => onChange({ ...draft, start: event.currentTarget.value })}
        />
        <TextInput
          type={type}
          label={t(allDay ? 'page.form.lastDay' : 'page.form.end')}
          value={draft.end}
          onChange={(event) => onChange({ ...draft, end: event.currentTarget.value })}
        />
      </SimpleGrid>
      {allDay ? null : (
        <Text size="sm" c="gray.8">
          {t('page.form.zone', { zone })}
        </Text>
      )}
    </>
  );
}
