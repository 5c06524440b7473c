import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Identity {
  readonly displayName: string;
  /** Login name. */
  readonly name: string;
  readonly email: string;
}

export const IDENTITY_FIELDS = ['displayName', 'name', 'email'] as const satisfies readonly (keyof Identity)[];

interface Props {
  readonly values: Identity;
  readonly onChange: (change: Partial<Identity>) => void;
  /** What is not accepted, by field. */
  readonly problems: Readonly<Record<string, string | undefined>>;
  /** Instead of what usually stands under a field. */
  readonly hints?: Readonly<Partial<Record<keyof Identity, ReactNode>>>;
  /** Absent for those who may not change it. */
  readonly withName?: boolean;
  /** The person at the screen: the browser may fill in what it knows. */
  readonly isOwn?: boolean;
}

export function isIdentified(values: Identity): boolean {
  return IDENTITY_FIELDS.every((field) => values[field].trim() !== '');
}

/** Who a person is: the fields with which every form about a person begins. */
export function IdentityFields({ values, onChange, problems, hints = {}, withName = true, isOwn = false }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('people.fields.displayName')}
        description={hints.displayName}
        value={values.displayName}
        onChange={(event) => onChange({ displayName: event.currentTarget.value })}
        error={problems['displayName']}
        {...(isOwn ? { autoComplete: 'name', autoFocus: true } : {})}
        required
      />
      {withName ? (
        <TextInput
          label={t('people.fields.name')}
          description={hints.name ?? t('people.fields.nameHint')}
          value={values.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={problems['name']}
          {...(isOwn ? { autoComplete: 'username' } : {})}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      ) : null}
      <TextInput
        type="email"
        label={t('people.fields.email')}
        description={hints.email}
        value={values.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
        error={problems['email']}
        {...(isOwn ? { autoComplete: 'email' } : {})}
        required
      />
    </>
  );
}
