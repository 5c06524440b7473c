import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Toggle } from '../../toggle.tsx';
import type { Profile } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { Stated } from '../stated.tsx';
import { isSameServer } from './same-server.ts';
import { addressOf } from './server-address.ts';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  readonly stored: Profile | null;
}

/** The service account. Its password goes in and never comes out. */
export function DelegateFields({ form, stored }: Props) {
  const { t } = useTranslation();
  if (form.values.signIn === 'oauth') {
    return <Stated label={t('settings.form.useDelegate')}>{t('settings.form.delegateIsOAuth')}</Stated>;
  }
  return (
    <Stack gap="md">
      <Toggle
        label={t('settings.form.useDelegate')}
        description={t('settings.form.useDelegateHelp')}
        {...form.getInputProps('usesDelegate', { type: 'checkbox' })}
      />
      {form.values.usesDelegate ? (
        <Stack gap="md" className="settings-notice">
          <TextInput
            label={t('settings.form.delegateUser')}
            description={t('settings.form.delegateUserHelp')}
            required
            maxLength={320}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('delegateUser')}
          />
          <DelegatePassword form={form} stored={stored} />
          <TextInput
            label={t('settings.form.delegateDomain')}
            description={t('settings.form.delegateDomainHelp')}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('delegateDomain')}
          />
          <Choice
            label={t('settings.form.accessModel')}
            description={t('settings.form.accessModelHelp')}
            value={form.values.accessModel}
            options={[
              { value: 'impersonation', label: t('settings.form.accessModelImpersonation') },
              { value: 'delegateFolders', label: t('settings.form.accessModelDelegateFolders') },
            ]}
            onChange={(accessModel) => form.setFieldValue('accessModel', accessModel)}
          />
        </Stack>
      ) : null}
    </Stack>
  );
}

function DelegatePassword({ form, stored }: Props) {
  const { t } = useTranslation();
  const kept = stored?.delegate?.password;
  const movesAway = kept === 'stored' && stored !== null && !isSameServer(addressOf(form.values), stored.serverUrl);
  const help =
    kept === 'unreadable'
      ? 'delegatePasswordUnreadable'
      : movesAway
        ? 'delegatePasswordNewServer'
        : 'delegatePasswordHelp';
  return (
    <PasswordInput
      label={t('settings.form.delegatePassword')}
      description={t(`settings.form.${help}`)}
      placeholder={kept === 'stored' && !movesAway ? t('settings.form.delegatePasswordStored') : ''}
      required={kept !== 'stored' || movesAway}
      maxLength={1024}
      // Not the password of the person at the keyboard: no password manager is to fill it in.
      autoComplete="new-password"
      {...form.getInputProps('delegatePassword')}
    />
  );
}
