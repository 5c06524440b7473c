import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EXCHANGE_VERSIONS } from '../../../../src/settings/settings.ts';
import { Notice } from '../../form/notice.tsx';
import { Toggle } from '../../toggle.tsx';
import type { Profile } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { Section } from '../section.tsx';
import { DelegateFields } from './delegate-fields.tsx';
import { ImpersonateByField } from './impersonate-by-field.tsx';
import { IntervalField } from './interval-field.tsx';
import { OAuthFields } from './oauth-fields.tsx';
import { impersonates } from './profile-values.ts';
import { SecurityFields } from './security-fields.tsx';
import { ServerFields } from './server-fields.tsx';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  /** As it is stored; `null` for a new one. */
  readonly stored: Profile | null;
}

/** "Parametri di configurazione generale", in the order of the manual. */
export function ProfileFields({ form, stored }: Props) {
  const { t } = useTranslation();
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
        <ServerFields form={form} stored={stored} />
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
            { value: 'oauth', label: t('settings.form.signInOAuth') },
          ]}
          onChange={(signIn) => form.setFieldValue('signIn', signIn)}
        />
        {form.values.signIn === 'oauth' ? <OAuthFields form={form} stored={stored} /> : null}
        {impersonates(form.values) ? <ImpersonateByField form={form} /> : null}
        <NativeSelect
          label={t('settings.form.exchangeVersion')}
          description={t('settings.form.exchangeVersionHelp')}
          data={EXCHANGE_VERSIONS.map((version) => ({ value: version, label: t(`settings.versions.${version}`) }))}
          {...form.getInputProps('exchangeVersion')}
        />
        <Notice tone="plain">{t('settings.form.exchangeOnline')}</Notice>
        <Choice
          label={t('settings.form.invitations')}
          description={t('settings.form.invitationsHelp')}
          value={form.values.invitations}
          options={[
            { value: 'never', label: t('settings.form.invitationsNever') },
            { value: 'silent', label: t('settings.form.invitationsSilent') },
            { value: 'notify', label: t('settings.form.invitationsNotify') },
          ]}
          onChange={(invitations) => form.setFieldValue('invitations', invitations)}
        />
        <Choice
          label={t('settings.form.privateItems')}
          description={t('settings.form.privateItemsHelp')}
          value={form.values.privateItems}
          options={[
            { value: 'skip', label: t('settings.form.privateItemsSkip') },
            { value: 'busyOnly', label: t('settings.form.privateItemsBusyOnly') },
            { value: 'full', label: t('settings.form.privateItemsFull') },
          ]}
          onChange={(privateItems) => form.setFieldValue('privateItems', privateItems)}
        />
        <Choice
          label={t('settings.form.afterCrmRestore')}
          description={t('settings.form.afterCrmRestoreHelp')}
          value={form.values.afterCrmRestore}
          options={[
            { value: 'exchange', label: t('settings.form.afterCrmRestoreExchange') },
            { value: 'ask', label: t('settings.form.afterCrmRestoreAsk') },
            { value: 'crm', label: t('settings.form.afterCrmRestoreCrm') },
          ]}
          onChange={(afterCrmRestore) => form.setFieldValue('afterCrmRestore', afterCrmRestore)}
        />
        <IntervalField form={form} />
        <Toggle
          label={t('settings.form.asItHappens')}
          description={t('settings.form.asItHappensHelp')}
          {...form.getInputProps('asItHappens', { type: 'checkbox' })}
        />
      </Section>
      <SecurityFields form={form} />
    </Stack>
  );
}
