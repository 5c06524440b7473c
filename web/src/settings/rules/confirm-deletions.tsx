import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../form/confirm-dialog.tsx';

interface Props {
  /** Messages `settings.rules.*`. */
  readonly changes: readonly string[];
  /** How many use the profile. */
  readonly accounts: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Before rules are saved under which more disappears than before, for mailboxes that are linked already. */
export function ConfirmDeletions({ changes, accounts, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      title={t('settings.rules.confirmHeading')}
      action={t('settings.rules.confirm')}
      dangerous
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text>{t('settings.rules.confirmExplain', { count: accounts })}</Text>
      <ul className="in-words">
        {changes.map((change) => (
          <li key={change}>{t(`settings.rules.${change}`)}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
