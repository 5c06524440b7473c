import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import { outcomeText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { runAddress } from '../plan/addresses.ts';
import { isOver, useRun } from '../runs/use-run.ts';
import { readFindings, startVerification } from './calls.ts';

/** Has both sides of an account compared with the memory, and says how much was found. */
export function VerifySection({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const [started, setStarted] = useState<readonly Run[]>([]);
  const start = useMutation({ mutationFn: () => startVerification(account), onSuccess: setStarted });
  return (
    <Section heading={t('verification.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t('verification.explain')}</Text>
        {start.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, start.error)}
          </Alert>
        )}
        <ul className="plain-list" aria-live="polite">
          {started.map((run) => (
            <li key={run.id}>
              <Verified started={run} />
            </li>
          ))}
        </ul>
        <Group>
          <Button variant="default" onClick={() => start.mutate()} loading={start.isPending}>
            {t('verification.start')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Verified({ started }: { readonly started: Run }) {
  const { t } = useTranslation();
  const run = useRun(started.id).data ?? started;
  const isDone = isOver(run) && run.outcome === 'done';
  const found = useQuery({
    queryKey: ['findings', run.id, 'total'],
    queryFn: () => readFindings(run.id, null, 1),
    enabled: isDone,
  }).data;
  const itemType = t(`page.state.${run.itemType}`);
  if (!isOver(run)) return <RunsProgress runs={[run]} kind="preparing" />;
  if (!isDone) return <Alert color="red.9">{outcomeText(t, run)}</Alert>;
  if (found === undefined) return <Text size="sm">{t('page.loading')}</Text>;
  return (
    <>
      <Text size="sm" fw={600}>
        {found.total === 0
          ? t('verification.nothing', { itemType })
          : t('verification.found', { itemType, count: found.total })}
      </Text>
      <Text size="sm">{t('verification.compared', { ...found.compared })}</Text>
      {found.total === 0 ? null : (
        <Link
          href={runAddress(run.id)}
          className="text-link small-link"
          aria-label={t('verification.lookOf', { itemType })}
        >
          {t('verification.look')}
        </Link>
      )}
    </>
  );
}
