import { Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dayName, positionInWords } from '../../../src/messages/index.ts';
import type { DayOfWeek } from '../../../src/model/index.ts';
import { DAYS_OF_WEEK } from '../../../src/model/index.ts';
import type { RuleDraft, RuleFault } from './rule-draft.ts';
import { chosenPosition, dayOfWeek, FREQUENCIES, LARGEST_NUMBER, positionChoices } from './rule-draft.ts';

interface Props {
  readonly draft: RuleDraft;
  /** First day of the series, `YYYY-MM-DD`. */
  readonly startDate: string;
  readonly faults: readonly RuleFault[];
  /** The rule as people say it, when there is one. */
  readonly words: string | null;
  readonly onChange: (draft: RuleDraft) => void;
}

const RANGES = ['noEnd', 'endDate', 'numbered'] as const;

/** Whether an appointment recurs, how, and until when. */
export function RuleInput({ draft, startDate, faults, words, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { frequency } = draft;
  const set = (change: Partial<RuleDraft>) => onChange({ ...draft, ...change });
  const fault = (name: RuleFault) =>
    faults.includes(name)
      ? t(`series.invalid.${name}`, { largest: LARGEST_NUMBER, day: dayName(dayOfWeek(startDate), i18n.language) })
      : null;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('series.repeats')}
          data={FREQUENCIES.map((value) => ({ value, label: t(`series.frequencies.${value}`) }))}
          value={frequency}
          onChange={(event) => {
            const chosen = FREQUENCIES.find((known) => known === event.currentTarget.value);
            if (chosen !== undefined) set({ frequency: chosen });
          }}
        />
        {frequency === 'never' || frequency === 'yearly' ? null : (
          <NumberInput
            label={t(`series.interval.${frequency}`)}
            value={draft.interval}
            onChange={(interval) => set({ interval: String(interval) })}
            min={1}
            max={LARGEST_NUMBER}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            error={fault('interval')}
          />
        )}
      </SimpleGrid>
      {frequency === 'weekly' ? <DaysInput draft={draft} error={fault('days')} onChange={set} /> : null}
      {frequency === 'monthly' || frequency === 'yearly' ? (
        <PositionInput draft={draft} startDate={startDate} onChange={set} />
      ) : null}
      {frequency === 'never' ? null : (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NativeSelect
            label={t('series.ends')}
            data={RANGES.map((value) => ({ value, label: t(`series.end.${value}`) }))}
            value={draft.end}
            onChange={(event) => {
              const chosen = RANGES.find((known) => known === event.currentTarget.value);
              if (chosen !== undefined) set({ end: chosen });
            }}
          />
          {draft.end === 'endDate' ? (
            <TextInput
              type="date"
              label={t('series.endDate')}
              value={draft.endDate}
              onChange={(event) => set({ endDate: event.currentTarget.value })}
              error={fault('endDate')}
            />
          ) : null}
          {draft.end === 'numbered' ? (
            <NumberInput
              label={t('series.occurrences')}
              value={draft.occurrences}
              onChange={(occurrences) => set({ occurrences: String(occurrences) })}
              min={1}
              max={LARGEST_NUMBER}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              error={fault('occurrences')}
            />
          ) : null}
        </SimpleGrid>
      )}
      <Text size="sm" c="gray.8" role="status">
        {words}
      </Text>
    </>
  );
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

/** From Monday on. */
const WEEK: readonly DayOfWeek[] = [...DAYS_OF_WEEK.slice(1), ...DAYS_OF_WEEK.slice(0, 1)];

function DaysInput({ draft, error, onChange }: PartProps & { readonly error: string | null }) {
  const { t, i18n } = useTranslation();
  return (
    <Checkbox.Group
      label={t('series.days')}
      value={[...draft.days]}
      error={error}
      onChange={(chosen) => onChange({ days: DAYS_OF_WEEK.filter((day) => chosen.includes(day)) })}
    >
      <Group gap="sm" mt="xs">
        {WEEK.map((day) => (
          <Checkbox key={day} value={day} label={dayName(day, i18n.language)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function PositionInput({ draft, startDate, onChange }: PartProps & { readonly startDate: string }) {
  const { t, i18n } = useTranslation();
  const choices = positionChoices(draft, startDate);
  return (
    <NativeSelect
      label={t('series.on')}
      data={choices.map((position, index) => ({
        value: String(index),
        label: positionInWords(position, { t, language: i18n.language }),
      }))}
      value={String(choices.indexOf(chosenPosition(draft, startDate)))}
      onChange={(event) => {
        const position = choices[Number(event.currentTarget.value)];
        if (position !== undefined) onChange({ position });
      }}
    />
  );
}
