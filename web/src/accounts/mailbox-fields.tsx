import { Fieldset, PasswordInput, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Account, Person } from '../api/accounts.ts';
import type { AccountValues, ProfileFacts } from './account-values.ts';
import { isMoved, ownerNameWith } from './account-values.ts';

interface Props {
  readonly form: UseFormReturnType<AccountValues>;
  readonly profile: ProfileFacts;
  readonly stored: Account | null;
  readonly person: Person;
}

/** Side by side, fields stand in one line only if nothing of different height stands above them. */
const HELP_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Which mailbox, and with which credentials where the profile has no service account. */
export function MailboxFields({ form, profile, stored, person }: Props) {
  const { t } = useTranslation();
  const moved = stored !== null && isMoved(form.values.mailbox, stored);
  const mailbox = form.getInputProps('mailbox');
  return (
    <>
      <TextInput
        label={t('accounts.form.mailbox')}
        description={t(`accounts.form.${profile.mailboxByName ? 'mailboxHelp' : 'mailboxAddressHelp'}`, {
          email: person.email,
        })}
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        {...mailbox}
        onChange={(event) => {
          if (stored !== null)
            form.setFieldValue('impersonate', ownerNameWith(event.currentTarget.value, form.values, stored));
          mailbox.onChange(event);
        }}
      />
      {moved ? (
        <Text size="sm" role="status">
          {t('accounts.form.mailboxChanges')}
        </Text>
      ) : null}
      {profile.ownCredentials ? (
        <Fieldset legend={t('accounts.form.credentials')}>
          <Text size="sm" mb="xs">
            {t('accounts.form.credentialsHelp')}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              label={t('accounts.form.user')}
              description={t('accounts.form.userHelp')}
              inputWrapperOrder={HELP_BELOW}
              required
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('user')}
            />
            <PasswordInput
              label={t('accounts.form.password')}
              description={t(`accounts.form.passwordHelp.${stored?.credentials?.password ?? 'new'}`)}
              inputWrapperOrder={HELP_BELOW}
              required={stored?.credentials?.password !== 'stored'}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('accounts.form.showPassword') }}
              {...form.getInputProps('password')}
            />
            <TextInput
              label={t('accounts.form.domain')}
              description={t('accounts.form.domainHelp')}
              inputWrapperOrder={HELP_BELOW}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('domain')}
            />
          </SimpleGrid>
        </Fieldset>
      ) : null}
    </>
  );
}
