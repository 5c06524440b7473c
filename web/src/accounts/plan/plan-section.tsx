import { Alert, Button, Group, Paper, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/accounts.ts';
import type { AccountStatus } from '../../api/status.ts';
import { problemText } from '../../format/problem-text.ts';
import { Section } from '../../people/section.tsx';
import { awaitsFirstPlan, heldByBrake, waitsAfterRestore } from '../standing.ts';
import { useAvailableProfiles } from '../use-account-data.ts';
import { ApproveDialog } from './approve-dialog.tsx';
import { PlanResult } from './plan-result.tsx';
import { PlanView } from './plan-view.tsx';
import { RestoreChoice } from './restore-choice.tsx';
import { RunsProgress } from './runs-progress.tsx';
import type { PlanOfAccount } from './use-plan.ts';
import { usePlan } from './use-plan.ts';

interface Props {
  readonly account: Account;
  readonly status: AccountStatus;
}

/**
 * The plan of the first run, and of every run that a brake has stopped: prepare, look, approve, follow, result. Where
 * nothing waits for an approval, a preview of what the next run would do.
 */
export function PlanSection({ account, status }: Props) {
  const { t } = useTranslation();
  const profiles = useAvailableProfiles();
  const plan = usePlan(account.name, status.itemTypes);
  const [asking, setAsking] = useState(false);
  const { stage } = plan;
  const first = awaitsFirstPlan(status);
  const held = heldByBrake(status) !== undefined;
  if (status.itemTypes.length === 0) return null;
  if (!(first || held || plan.looked)) return <Preview plan={plan} />;

  const rules = profiles.data?.find(({ name }) => name === account.profile.name)?.rules;
  const plans = stage.kind === 'plan' ? stage.plans : [];
  const isApproved = (hash: string) => plan.approval?.hashes.includes(hash) === true;
  const changed =
    plan.approval !== null &&
    plans.some(({ dryRun, planHash }) => !dryRun && planHash !== null && !isApproved(planHash));
  const underWay = stage.kind === 'applying' || stage.kind === 'result';
  const phase = plan.approval !== null && underWay ? 'approved' : held ? 'held' : first ? 'first' : 'looked';
  // A first run without steps is approved all the same; a preview without steps leaves nothing to do.
  const canApprove =
    plans.some(({ planHash, planRunId }) => planHash !== null && planRunId !== null) &&
    (phase !== 'looked' || plans.some(({ steps }) => steps.length > 0));
  const canPrepare =
    stage.kind === 'plan' ||
    stage.kind === 'none' ||
    (stage.kind === 'result' && stage.runs.some(({ outcome }) => outcome !== 'done'));
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="plan" id="plan-section">
      <Stack gap="md">
        <div>
          <Title order={2} size="h4" id="plan">
            {t(`accounts.plan.${phase}Heading`)}
          </Title>
          {phase === 'approved' || phase === 'looked' ? null : (
            <Text size="sm">{t(`accounts.plan.${phase}Explain`)}</Text>
          )}
        </div>
        {phase === 'held' && waitsAfterRestore(status) ? <RestoreChoice profile={account.profile.name} /> : null}
        <VisuallyHidden role="status">
          {stage.kind === 'none' ? '' : t(`accounts.plan.announce.${stage.kind}`)}
        </VisuallyHidden>
        {changed ? (
          <Alert color="orange.9" title={t('accounts.plan.changedHeading')} role="alert">
            {t('accounts.plan.changed')}
          </Alert>
        ) : null}
        {stage.kind === 'preparing' || stage.kind === 'applying' ? (
          <RunsProgress runs={stage.runs} kind={stage.kind} />
        ) : null}
        {stage.kind === 'plan' ? <PlanView plans={stage.plans} failed={stage.failed} rules={rules} /> : null}
        {stage.kind === 'result' ? <PlanResult runs={stage.runs} /> : null}
        {plan.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, plan.error)}
          </Alert>
        )}
        <Group>
          {canApprove ? (
            <Button onClick={() => setAsking(true)} disabled={plan.loading}>
              {t('accounts.plan.approve')}
            </Button>
          ) : null}
          {canPrepare ? (
            <Button
              variant={plans.length === 0 ? 'filled' : 'default'}
              onClick={plan.prepare}
              loading={plan.starting && !asking}
            >
              {t(plans.length === 0 && stage.kind !== 'plan' ? 'accounts.plan.prepare' : 'accounts.plan.prepareAgain')}
            </Button>
          ) : null}
        </Group>
      </Stack>
      {asking && plans.length > 0 ? (
        <ApproveDialog
          plans={plans}
          pending={plan.starting}
          onApprove={() => plan.approve(plans, () => setAsking(false))}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Paper>
  );
}

/** What a synchronisation would do now, for whoever wants to know before it does it. */
function Preview({ plan }: { readonly plan: PlanOfAccount }) {
  const { t } = useTranslation();
  return (
    <Section heading={t('plans.preview.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t('plans.preview.explain')}</Text>
        {plan.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, plan.error)}
          </Alert>
        )}
        <Group>
          <Button variant="default" onClick={plan.prepare} loading={plan.starting}>
            {t('plans.preview.start')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
