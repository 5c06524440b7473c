import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../form/notice.tsx';
import { FIELD_LABELS, FIELDS_IN_ORDER } from './field-labels.ts';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  /** What belongs to no field. */
  readonly general: string | null;
}

/** Beside the button that was pressed: the fields may be out of sight. */
export function FaultSummary({ form, general }: Props) {
  const { t } = useTranslation();
  const fields = FIELDS_IN_ORDER.filter((field) => form.errors[field] !== undefined);
  if (general === null && fields.length === 0) return null;
  return (
    <Notice tone="bad" role="alert">
      {general === null ? null : <Text size="sm">{general}</Text>}
      {fields.length === 0 ? null : (
        <Text size="sm">
          {t('settings.form.problems', { count: fields.length })}{' '}
          {fields.map((field) => t(`settings.form.${FIELD_LABELS[field]}`)).join(', ')}
        </Text>
      )}
    </Notice>
  );
}
