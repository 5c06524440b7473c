import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount, useAvailableProfiles } from '../accounts/use-account-data.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import type { Plan } from './calls.ts';
import { deletionsInWords, writesInWords } from './plan-counts.ts';

interface Props {
  readonly plan: Plan;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** The last question before the first write: the numbers of each side, and every deletion in words. */
export function ApplyDialog({ plan, pending, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const deletions = deletionsInWords(t, plan.counts, useDeleteMode(plan));
  const left = plan.kind === 'sync' ? 0 : (plan.groups['hold'] ?? 0);
  return (
    <ConfirmDialog
      title={t(plan.kind === 'undo' ? 'plans.apply.confirmUndo' : 'plans.apply.confirm')}
      action={t('plans.apply.action')}
      {...(plan.kind === 'undo' ? { leave: t('plans.apply.leave') } : {})}
      dangerous={deletions.length > 0}
      pending={pending}
      error={error}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className="account-consequences">
        {writesInWords(t, plan.counts).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {left === 0 ? null : (
          <li>{t(plan.kind === 'undo' ? 'plans.page.staysEdited' : 'plans.page.staysOld', { count: left })}</li>
        )}
      </ul>
      {deletions.map((sentence) => (
        <Text size="sm" fw={600} c="red.9" key={sentence}>
          {sentence}
        </Text>
      ))}
      <Text size="sm">
        {deletions.length === 0 ? `${t('accounts.plan.deletesNothing')} ` : ''}
        {plan.mails === 0 ? t('plans.page.nobodyMailed') : t('plans.page.mailed', { count: plan.mails })}
      </Text>
    </ConfirmDialog>
  );
}

/** How a deletion in Exchange ends; taking a run back never deletes for good. */
function useDeleteMode({ account, itemType, kind }: Plan): 'deletedItems' | 'permanent' | null {
  const profiles = useAvailableProfiles();
  const profile = useAccount(account).data?.profile.name;
  if (kind === 'undo') return 'deletedItems';
  return profiles.data?.find(({ name }) => name === profile)?.rules[itemType].exchangeDeleteMode ?? null;
}
