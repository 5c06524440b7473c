import { Group, Input, NativeSelect, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { INTERVAL_UNITS } from './interval.ts';
import type { ProfileForm } from './use-profile-form.ts';

/** "every 30 seconds": an amount and its unit. */
export function IntervalField({ form }: { readonly form: ProfileForm }) {
  const { t } = useTranslation();
  const { interval } = form.values;
  const { error } = form.getInputProps('interval') as { readonly error?: string };
  return (
    <div>
      <Group gap="xs" align="end" wrap="nowrap">
        <NumberInput
          label={t('settings.form.interval')}
          description={t('settings.form.intervalHelp')}
          inputWrapperOrder={['label', 'description', 'input']}
          value={interval.amount}
          onChange={(amount) => form.setFieldValue('interval', { ...interval, amount })}
          min={1}
          max={86_400}
          maw={360}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          error={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'interval-fault'}
          data-path="interval"
        />
        <NativeSelect
          miw={110}
          aria-label={t('settings.form.intervalUnit')}
          data={INTERVAL_UNITS.map((unit) => ({ value: unit, label: t(`settings.form.${unit}`) }))}
          value={interval.unit}
          onChange={(event) => {
            const unit = INTERVAL_UNITS.find((known) => known === event.currentTarget.value);
            if (unit !== undefined) form.setFieldValue('interval', { ...interval, unit });
          }}
        />
      </Group>
      {error === undefined ? null : (
        <Input.Error id="interval-fault" mt={5}>
          {error}
        </Input.Error>
      )}
    </div>
  );
}
