import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import type { Run } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { planAddress } from '../plan/addresses.ts';
import { PlanSummary } from '../plan/plan-summary.tsx';
import { usePlanDocument } from '../plan/use-plan-document.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { Findings } from '../verification/findings.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunJournal } from './run-journal.tsx';
import { runTitle, wroteSomething } from './run-words.ts';
import { UndoRun } from './undo-run.tsx';
import { useRun } from './use-run.ts';

/** One run: what it did and why it ended as it did, its plan, what it wrote, and the way back. */
export function RunPage({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const run = useRun(id);
  if (run.data === undefined)
    return (
      <Stack gap="md">
        <Anchor component={Link} href="/accounts" size="sm">
          ← {t('accounts.page.back')}
        </Anchor>
        <PageHeading>{t('plans.run.kinds.sync')}</PageHeading>
        {run.error === null ? (
          <Text>{t('page.loading')}</Text>
        ) : (
          <Alert color="red.9">{problemText(t, run.error)}</Alert>
        )}
      </Stack>
    );
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Anchor component={Link} href={`/accounts/${encodeURIComponent(run.data.account)}`} size="sm">
          ← {t('plans.run.back')}
        </Anchor>
        <PageHeading>{runTitle(t, run.data, i18n.language)}</PageHeading>
      </Stack>
      <RunFacts run={run.data} />
      {run.data.state === 'finished' ? (
        <FinishedRun run={run.data} />
      ) : (
        <RunsProgress runs={[run.data]} kind={run.data.dryRun ? 'preparing' : 'applying'} />
      )}
    </Stack>
  );
}

function FinishedRun({ run }: { readonly run: Run }) {
  if (run.kind === 'verify') return <Findings run={run} />;
  return (
    <>
      {run.planRunId === null ? null : <PlanOfRun runId={run.planRunId} />}
      {run.dryRun ? null : <RunJournal run={run} />}
      {wroteSomething(run) ? <UndoRun run={run} /> : null}
    </>
  );
}

function PlanOfRun({ runId }: { readonly runId: string }) {
  const { t } = useTranslation();
  const plan = usePlanDocument(runId);
  if (plan.data === undefined) return null;
  return (
    <Section heading={t('accounts.plan.lookedHeading')}>
      <Stack gap="sm">
        <PlanSummary plan={plan.data} />
        <Group>
          <Button component={Link} href={planAddress(runId)} variant="default">
            {t('plans.page.look')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
