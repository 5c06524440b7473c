import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EXCHANGE_VERSIONS } from '../../../../src/settings/settings.ts';
import { Notice } from '../../form/notice.tsx';
import { Toggle } from '../../toggle.tsx';
import type { Profile } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { Section } from '../section.tsx';
import { Stated } from '../stated.tsx';
import { DelegateFields } from './delegate-fields.tsx';
import { IntervalField } from './interval-field.tsx';
import { isSameServer } from './same-server.ts';
import { SecurityFields } from './security-fields.tsx';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  /** As it is stored; `null` for a new one. */
  readonly stored: Profile | null;
}

/** "Parametri di configurazione generale", in the order of the manual. */
export function ProfileFields({ form, stored }: Props) {
  const { t } = useTranslation();
  const movesWithAccounts =
    stored !== null && stored.state.accounts > 0 && !isSameServer(form.values.serverUrl, stored.serverUrl);
  return (
    <Stack gap="lg">
      <Section heading={t('settings.form.heading')}>
        <TextInput
          label={t('settings.form.title')}
          description={t('settings.form.titleHelp')}
          required
          maxLength={255}
          {...form.getInputProps('title')}
        />
        <TextInput
          label={t('settings.form.serverUrl')}
          description={t('settings.form.serverUrlHelp')}
          required
          maxLength={2048}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('serverUrl')}
        />
        {movesWithAccounts ? (
          <Notice tone="care" role="status">
            {t('settings.form.serverMoves', { count: stored.state.accounts })}
          </Notice>
        ) : null}
        <Toggle
          label={t('settings.form.active')}
          description={t('settings.form.activeHelp')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        <DelegateFields form={form} stored={stored} />
        <Choice
          label={t('settings.form.signIn')}
          description={t('settings.form.signInHelp')}
          value={form.values.signIn}
          options={[
            { value: 'auto', label: t('settings.form.signInAuto') },
            { value: 'ntlm', label: t('settings.form.signInNtlm') },
            { value: 'basic', label: t('settings.form.signInBasic') },
          ]}
          onChange={(signIn) => form.setFieldValue('signIn', signIn)}
        />
        <NativeSelect
          label={t('settings.form.exchangeVersion')}
          description={t('settings.form.exchangeVersionHelp')}
          data={EXCHANGE_VERSIONS.map((version) => ({ value: version, label: t(`settings.versions.${version}`) }))}
          {...form.getInputProps('exchangeVersion')}
        />
        <Notice tone="plain">{t('settings.form.exchangeOnline')}</Notice>
        <Stated label={t('settings.form.invitations')}>{t('settings.form.invitationsNever')}</Stated>
        <Choice
          label={t('settings.form.privateItems')}
          description={t('settings.form.privateItemsHelp')}
          value={form.values.privateItems}
          options={[
            { value: 'skip', label: t('settings.form.privateItemsSkip') },
            { value: 'full', label: t('settings.form.privateItemsFull') },
          ]}
          onChange={(privateItems) => form.setFieldValue('privateItems', privateItems)}
        />
        <IntervalField form={form} />
      </Section>
      <SecurityFields form={form} />
    </Stack>
  );
}
