import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { Notice } from '../form/notice.tsx';
import { repairFindings } from './calls.ts';

/** Mends links and has the next run look again, after a question. */
export function RepairFindings({ runId }: { readonly runId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const repair = useMutation({
    mutationFn: () => repairFindings(runId),
    onSuccess: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: ['status'] });
    },
  });
  return (
    <>
      <div role="status" tabIndex={-1}>
        {repair.data === undefined ? null : (
          <Notice tone="good" title={t('verification.repair.done', { ...repair.data })}>
            {t('verification.repair.again')}
          </Notice>
        )}
      </div>
      {repair.data === undefined ? (
        <Group>
          <Button onClick={() => setAsking(true)}>{t('verification.repair.start')}</Button>
        </Group>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={t('verification.repair.confirm')}
          action={t('verification.repair.action')}
          dangerous={false}
          pending={repair.isPending}
          error={repair.error}
          onConfirm={() => repair.mutate()}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">{t('verification.repair.explain')}</Text>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
