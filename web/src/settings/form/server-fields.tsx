import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../form/notice.tsx';
import type { Profile } from '../calls.ts';
import { Choice } from '../choice.tsx';
import { isSameServer } from './same-server.ts';
import { addressOf } from './server-address.ts';
import type { ProfileForm } from './use-profile-form.ts';

interface Props {
  readonly form: ProfileForm;
  /** As it is stored; `null` for a new one. */
  readonly stored: Profile | null;
}

/** Where Exchange is: the address of a server, or a mail domain whose servers are looked for. */
export function ServerFields({ form, stored }: Props) {
  const { t } = useTranslation();
  const movesWithAccounts =
    stored !== null && stored.state.accounts > 0 && !isSameServer(addressOf(form.values), stored.serverUrl);
  return (
    <>
      <Choice
        label={t('settings.form.serverPlace')}
        description={t('settings.form.serverPlaceHelp')}
        value={form.values.serverPlace}
        options={[
          { value: 'server', label: t('settings.form.serverPlaceServer') },
          { value: 'mailDomain', label: t('settings.form.serverPlaceMailDomain') },
        ]}
        onChange={(serverPlace) => form.setFieldValue('serverPlace', serverPlace)}
      />
      {form.values.serverPlace === 'server' ? (
        <TextInput
          label={t('settings.form.serverUrl')}
          description={t('settings.form.serverUrlHelp')}
          required
          maxLength={2048}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('serverUrl')}
        />
      ) : (
        <>
          <TextInput
            label={t('settings.form.mailDomain')}
            description={t('settings.form.mailDomainHelp')}
            required
            maxLength={253}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('mailDomain')}
          />
          <TextInput
            label={t('settings.form.acceptedHosts')}
            description={t('settings.form.acceptedHostsHelp')}
            maxLength={1024}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('acceptedHosts')}
          />
        </>
      )}
      {movesWithAccounts ? (
        <Notice tone="care" role="status">
          {t('settings.form.serverMoves', { count: stored.state.accounts })}
        </Notice>
      ) : null}
    </>
  );
}
