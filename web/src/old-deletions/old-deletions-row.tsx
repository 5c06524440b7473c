import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { PlanningState } from '../plan/planning-state.tsx';
import { usePlanning } from '../plan/use-planning.ts';
import type { OldDeletionsOf } from './calls.ts';
import { leaveOldDeletions, planOldDeletions } from './calls.ts';

interface Props {
  readonly account: string;
  readonly found: OldDeletionsOf;
  /** @param count how many stay for good */
  readonly onLeft: (count: number) => void;
}

/** Of one item type: how many, the way to their plan, and the question whether they stay. */
export function OldDeletionsRow({ account, found, onLeft }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const planning = usePlanning(() => planOldDeletions(account, found.itemType));
  const itemType = t(`page.state.${found.itemType}`);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('oldDeletions.some', { itemType, what: inWords(t, found) })}
      </Text>
      <PlanningState planning={planning} preparing={t('oldDeletions.preparing')} nothing={t('oldDeletions.noPlan')} />
      <Group>
        <Button
          variant="default"
          onClick={planning.begin}
          loading={planning.isStarting || planning.isUnderWay}
          aria-label={t('oldDeletions.lookOf', { itemType })}
        >
          {t('oldDeletions.look')}
        </Button>
        <Button
          variant="default"
          onClick={() => setAsking(true)}
          disabled={planning.isUnderWay}
          aria-label={t('oldDeletions.leaveOf', { itemType })}
        >
          {t('oldDeletions.leave')}
        </Button>
      </Group>
      {asking ? <LeaveDialog account={account} found={found} onLeft={onLeft} onClose={() => setAsking(false)} /> : null}
    </Stack>
  );
}

function LeaveDialog({ account, found, onLeft, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: () => leaveOldDeletions(account, found.itemType),
    onSuccess: async (count) => {
      onClose();
      onLeft(count);
      await queries.invalidateQueries({ queryKey: ['status'] });
    },
  });
  return (
    <ConfirmDialog
      title={t('oldDeletions.confirm')}
      action={t('oldDeletions.action')}
      dangerous={false}
      pending={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      <Text size="sm">
        {t('oldDeletions.some', { itemType: t(`page.state.${found.itemType}`), what: inWords(t, found) })}
      </Text>
      <Text size="sm">{t('oldDeletions.consequence')}</Text>
    </ConfirmDialog>
  );
}

function inWords(t: TFunction, { inExchange, inCrm }: OldDeletionsOf): string {
  const words = [
    ...(inExchange === 0 ? [] : [t('oldDeletions.inExchange', { count: inExchange })]),
    ...(inCrm === 0 ? [] : [t('oldDeletions.inCrm', { count: inCrm })]),
  ];
  return words.join(', ');
}
