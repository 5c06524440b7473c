import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/accounts.ts';
import { ConfirmDialog } from '../../form/confirm-dialog.tsx';
import { countsText } from '../run-text.ts';
import { mailsText } from './mails-text.ts';
import { deletesNothing } from './plan-groups.ts';

interface Props {
  readonly plans: readonly Run[];
  readonly pending: boolean;
  readonly onApprove: () => void;
  readonly onClose: () => void;
}

/** The last question before the first write. */
export function ApproveDialog({ plans, pending, onApprove, onClose }: Props) {
  const { t } = useTranslation();
  const safe = plans.every(deletesNothing);
  return (
    <ConfirmDialog
      title={t('accounts.plan.confirm')}
      action={t('accounts.plan.approve')}
      dangerous={!safe}
      pending={pending}
      onConfirm={onApprove}
      onClose={onClose}
    >
      <ul className="account-consequences">
        {plans.map((run) => (
          <li key={run.id}>
            <b>{t(`page.state.${run.itemType}`)}</b>: {countsText(t, run.counts)}
          </li>
        ))}
      </ul>
      <Text size="sm">
        {safe ? `${t('accounts.plan.deletesNothing')} ` : ''}
        {mailsText(t, plans)} {t('accounts.plan.asShown')}
      </Text>
    </ConfirmDialog>
  );
}
