import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerStop } from '../../../src/api/resources.ts';
import { useMe } from '../access/session.tsx';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { Notice } from '../form/notice.tsx';
import { timeText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { readStops, STOPS_KEY, tryStop } from './calls.ts';

const ASKED_EVERY_MS = 30_000;

/** Tells administrators which servers' mailboxes wait and why; they have one tried from here. Nothing where nothing waits. */
export function ServerStops() {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: STOPS_KEY,
    queryFn: readStops,
    refetchInterval: ASKED_EVERY_MS,
    enabled: isAdministrator,
  });
  const trial = useMutation({
    mutationFn: tryStop,
    onSettled: () => queries.invalidateQueries({ queryKey: ['status'] }),
    onSuccess: (list) => {
      setAsked(null);
      queries.setQueryData(STOPS_KEY, list);
    },
  });
  const stops = data?.stops ?? [];
  if (stops.length === 0) return null;
  return (
    <Box mb="lg">
      <Notice tone="bad" title={t('stops.heading')} role="status">
        <Stack gap="md">
          {stops.map((stop) => (
            <StopFacts key={stop.id} stop={stop} onTry={() => setAsked(stop.id)} />
          ))}
          {trial.isSuccess ? <Text size="sm">{t('stops.tried')}</Text> : null}
        </Stack>
        {asked === null ? null : (
          <ConfirmDialog
            title={t('stops.question')}
            action={t('stops.action')}
            dangerous={false}
            pending={trial.isPending}
            error={trial.error}
            onConfirm={() => trial.mutate(asked)}
            onClose={() => {
              setAsked(null);
              trial.reset();
            }}
          >
            <Text size="sm">{t('stops.consequences')}</Text>
          </ConfirmDialog>
        )}
      </Notice>
    </Box>
  );
}

/** One stop: what waits, the error, when it is tried. */
function StopFacts({ stop, onTry }: { readonly stop: ServerStop; readonly onTry: () => void }) {
  const { t, i18n } = useTranslation();
  const { server, itemType, mailboxes, problem, nextTryAt } = stop;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t(`stops.${itemType}.${server === null ? 'crm' : 'exchange'}`, { server, mailboxes })}
      </Text>
      <Text size="sm">{codeText(t, problem.code, problem.details)}</Text>
      <Text size="sm">{t('stops.explain', { time: timeText(nextTryAt, i18n.language) })}</Text>
      <Group>
        <Button onClick={onTry}>{t('stops.tryNow')}</Button>
      </Group>
    </Stack>
  );
}
