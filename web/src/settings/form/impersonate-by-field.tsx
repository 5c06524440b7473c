import { useTranslation } from 'react-i18next';
import { Choice } from '../choice.tsx';
import type { ProfileForm } from './use-profile-form.ts';

/** Which of the owner's names Exchange is told when a mailbox is opened by impersonation. */
export function ImpersonateByField({ form }: { readonly form: ProfileForm }) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('settings.form.impersonateBy')}
      description={t('settings.form.impersonateByHelp')}
      value={form.values.impersonateBy}
      options={[
        { value: 'primarySmtpAddress', label: t('settings.form.impersonateByAddress') },
        { value: 'principalName', label: t('settings.form.impersonateByPrincipalName') },
        { value: 'sid', label: t('settings.form.impersonateBySid') },
      ]}
      onChange={(impersonateBy) => form.setFieldValue('impersonateBy', impersonateBy)}
    />
  );
}
