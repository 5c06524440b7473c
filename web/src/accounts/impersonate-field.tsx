import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { AccountValues, ProfileFacts } from './account-values.ts';

interface Props {
  readonly form: UseFormReturnType<AccountValues>;
  readonly profile: ProfileFacts;
}

/** By which name the owner of the mailbox is impersonated, where the profile does not do it by the address, or soon will not. */
export function ImpersonateField({ form, profile: { impersonatesBy } }: Props) {
  const { t } = useTranslation();
  const by = impersonatesBy ?? 'primarySmtpAddress';
  return (
    <TextInput
      label={t('accounts.form.impersonate')}
      description={t(`accounts.form.impersonateHelp.${by}`)}
      required={by === 'sid'}
      autoComplete="off"
      spellCheck={false}
      maxLength={320}
      {...form.getInputProps('impersonate')}
    />
  );
}
