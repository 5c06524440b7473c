import { Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../form/notice.tsx';
import { Toggle } from '../../toggle.tsx';
import { Section } from '../section.tsx';
import type { ProfileForm } from './use-profile-form.ts';

/** Which certificate the server may show beside those that the system trusts. */
export function SecurityFields({ form }: { readonly form: ProfileForm }) {
  const { t } = useTranslation();
  return (
    <Section heading={t('settings.form.security')}>
      <Text size="sm" c="gray.8">
        {t('settings.form.securityHelp')}
      </Text>
      <TextInput
        label={t('settings.form.certificate')}
        description={t('settings.form.certificateHelp')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('certificateSha256')}
      />
      <Textarea
        label={t('settings.form.ca')}
        description={t('settings.form.caHelp')}
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        {...form.getInputProps('caPem')}
      />
      <Toggle
        color="red.9"
        label={t('settings.form.insecure')}
        description={t('settings.form.insecureHelp')}
        {...form.getInputProps('allowInsecureHttp', { type: 'checkbox' })}
      />
      {form.values.allowInsecureHttp ? (
        <Notice tone="bad" role="alert">
          {t('settings.form.insecureWarning')}
        </Notice>
      ) : null}
    </Section>
  );
}
