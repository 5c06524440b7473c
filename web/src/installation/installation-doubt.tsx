import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../access/session.tsx';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { Notice } from '../form/notice.tsx';
import { confirmInstallation, INSTALLATION_KEY, readInstallation } from './calls.ts';

const ASKED_EVERY_MS = 60_000;

/** Says that nothing is synchronised because the database was restored or copied; administrators end that here. */
export function InstallationDoubt() {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({ queryKey: INSTALLATION_KEY, queryFn: readInstallation, refetchInterval: ASKED_EVERY_MS });
  const confirmation = useMutation({
    mutationFn: confirmInstallation,
    onSuccess: (confirmed) => {
      setAsking(false);
      queries.setQueryData(INSTALLATION_KEY, confirmed);
      return queries.invalidateQueries({ queryKey: ['status'] });
    },
  });
  const doubt = data?.doubt ?? null;
  if (doubt === null)
    return confirmation.isSuccess ? (
      <Box mb="lg">
        <Notice tone="good" role="status">
          {t('installation.confirmed')}
        </Notice>
      </Box>
    ) : null;
  return (
    <Box mb="lg">
      <Notice tone="bad" title={t('installation.heading')} role="status">
        <Stack gap="xs">
          <Text size="sm">{t(`installation.doubt.${doubt}`)}</Text>
          <Text size="sm">{t(isAdministrator ? 'installation.explain' : 'installation.explainUser')}</Text>
          {isAdministrator ? (
            <Group>
              <Button onClick={() => setAsking(true)}>{t('installation.start')}</Button>
            </Group>
          ) : null}
        </Stack>
        {asking ? (
          <ConfirmDialog
            title={t('installation.question')}
            action={t('installation.action')}
            dangerous
            pending={confirmation.isPending}
            error={confirmation.error}
            onConfirm={() => confirmation.mutate()}
            onClose={() => setAsking(false)}
          >
            <Text size="sm">{t(`installation.doubt.${doubt}`)}</Text>
            <Text size="sm">{t('installation.consequences')}</Text>
            <Text size="sm" fw={600}>
              {t('installation.other')}
            </Text>
          </ConfirmDialog>
        ) : null}
      </Notice>
    </Box>
  );
}
