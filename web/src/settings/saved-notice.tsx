import { useTranslation } from 'react-i18next';
import { Notice } from '../form/notice.tsx';

/** After a save: whom it concerns. @param accounts that use the profile */
export function SavedNotice({ accounts }: { readonly accounts: number }) {
  const { t } = useTranslation();
  return (
    <Notice tone="good">
      {accounts === 0 ? t('settings.profile.saved') : t('settings.profile.savedUses', { count: accounts })}
    </Notice>
  );
}
