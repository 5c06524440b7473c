import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
  readonly error?: string | undefined;
  readonly description?: ReactNode;
}

/** All zones that this browser knows, by their IANA names; searched, because there are four hundred. */
export function TimeZoneSelect({ value, onChange, error, description }: Props) {
  const { t } = useTranslation();
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return known.includes(value) ? known : [value, ...known];
  }, [value]);
  return (
    <Select
      label={t('people.fields.timeZone')}
      description={description}
      data={zones}
      value={value}
      onChange={(zone) => onChange(zone ?? value)}
      error={error}
      allowDeselect={false}
      searchable
      limit={60}
      required
    />
  );
}
