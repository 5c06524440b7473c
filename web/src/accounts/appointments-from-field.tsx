import { NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { AccountValues } from './account-values.ts';

interface Props {
  readonly form: UseFormReturnType<AccountValues>;
  /** In which the day begins. */
  readonly zone: string;
}

/** "Sincronizza appuntamenti dal": all, from a date, or the last months. */
export function AppointmentsFromField({ form, zone }: Props) {
  const { t } = useTranslation();
  const { fromKind } = form.values;
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('accounts.form.appointmentsFrom')}
        description={t('accounts.form.appointmentsFromHelp', { zone })}
        {...form.getInputProps('fromKind')}
      >
        <Stack gap="xs" mt="xs">
          {(['all', 'date', 'lastMonths'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t(`accounts.form.from.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {fromKind === 'date' ? (
        <TextInput
          type="date"
          label={t('accounts.form.fromDate')}
          required
          maw={240}
          {...form.getInputProps('fromDate')}
        />
      ) : null}
      {fromKind === 'lastMonths' ? (
        <NumberInput
          label={t('accounts.form.fromMonths')}
          description={t('accounts.form.fromMonthsHelp')}
          required
          min={1}
          max={120}
          allowDecimal={false}
          allowNegative={false}
          maw={240}
          {...form.getInputProps('fromMonths')}
        />
      ) : null}
    </Stack>
  );
}
