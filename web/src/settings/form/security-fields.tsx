import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../form/notice.tsx';
import { Toggle } from '../../toggle.tsx';
import { Section } from '../section.tsx';
import { PemField } from './pem-field.tsx';
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
      <PemField
        form={form}
        field="caPem"
        help={t('settings.form.caHelp')}
        placeholder="-----BEGIN CERTIFICATE-----"
        required={false}
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
