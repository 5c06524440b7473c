import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isAuthority, tokenUrlOf } from '../../../../src/settings/token-url.ts';
import type { Profile } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { ClientCertificate } from './client-certificate.tsx';
import { PemField } from './pem-field.tsx';
import { isSameServer } from './same-server.ts';
import { addressOf } from './server-address.ts';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  readonly stored: Profile | null;
}

/** The application that signs in. Its secret or key goes in and never comes out. */
export function OAuthFields({ form, stored }: Props) {
  const { t } = useTranslation();
  const authority = form.values.oauthAuthority.trim();
  return (
    <Stack gap="md" className="settings-notice">
      <Text size="sm">{t('settings.form.oauthHelp')}</Text>
      <TextInput
        label={t('settings.form.oauthAuthority')}
        description={
          isAuthority(authority)
            ? t('settings.form.oauthTokenUrl', { url: tokenUrlOf(authority) })
            : t('settings.form.oauthAuthorityHelp')
        }
        placeholder="https://login.microsoftonline.com/TENANT"
        required
        maxLength={2048}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('oauthAuthority')}
      />
      <TextInput
        label={t('settings.form.oauthClientId')}
        description={t('settings.form.oauthClientIdHelp')}
        required
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('oauthClientId')}
      />
      <Choice
        label={t('settings.form.oauthProof')}
        description={t('settings.form.oauthProofHelp')}
        value={form.values.oauthProof}
        options={[
          { value: 'secret', label: t('settings.form.oauthProofSecret') },
          { value: 'certificate', label: t('settings.form.oauthProofCertificate') },
        ]}
        onChange={(oauthProof) => form.setFieldValue('oauthProof', oauthProof)}
      />
      {form.values.oauthProof === 'secret' ? (
        <ClientSecret form={form} stored={stored} />
      ) : (
        <CertificateAndKey form={form} stored={stored} />
      )}
      <TextInput
        label={t('settings.form.oauthScope')}
        description={t('settings.form.oauthScopeHelp')}
        required
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('oauthScope')}
      />
    </Stack>
  );
}

function ClientSecret({ form, stored }: Props) {
  const { t } = useTranslation();
  const kept = keptSecret(form, stored, stored?.oauth?.clientSecret);
  return (
    <PasswordInput
      label={t('settings.form.oauthSecret')}
      description={t(`settings.form.${HELP_OF_KEPT[kept]}`)}
      placeholder={kept === 'kept' ? t('settings.form.oauthSecretStored') : ''}
      required={kept !== 'kept'}
      maxLength={1024}
      autoComplete="new-password"
      {...form.getInputProps('oauthSecret')}
    />
  );
}

function CertificateAndKey({ form, stored }: Props) {
  const { t } = useTranslation();
  const kept = keptSecret(form, stored, stored?.oauth?.privateKey);
  const certificate = stored?.oauth?.certificate ?? null;
  const isStored = certificate !== null && form.values.oauthCertificate.trim() === certificate.pem.trim();
  return (
    <>
      <PemField
        form={form}
        field="oauthCertificate"
        help={t('settings.form.oauthCertificateHelp')}
        placeholder="-----BEGIN CERTIFICATE-----"
        required
      />
      {isStored && certificate.facts !== null ? <ClientCertificate facts={certificate.facts} /> : null}
      <PemField
        form={form}
        field="oauthPrivateKey"
        help={t(`settings.form.${kept === 'none' ? 'oauthPrivateKeyHelp' : HELP_OF_KEPT[kept]}`)}
        placeholder={kept === 'kept' ? t('settings.form.oauthPrivateKeyStored') : '-----BEGIN PRIVATE KEY-----'}
        required={kept !== 'kept'}
      />
    </>
  );
}

/** What becomes of the stored one while nothing is entered. */
type Kept = 'none' | 'kept' | 'unreadable' | 'movesAway';

const HELP_OF_KEPT = {
  none: 'oauthSecretHelp',
  kept: 'oauthSecretHelp',
  unreadable: 'oauthSecretUnreadable',
  movesAway: 'oauthSecretNewServer',
} as const satisfies Readonly<Record<Kept, string>>;

function keptSecret({ values }: ProfileForm, stored: Profile | null, secret: string | null | undefined): Kept {
  if (stored?.oauth == null || secret == null) return 'none';
  if (secret === 'unreadable') return 'unreadable';
  const stays =
    isSameServer(addressOf(values), stored.serverUrl) && isSameServer(values.oauthAuthority, stored.oauth.authority);
  return stays ? 'kept' : 'movesAway';
}
