import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { useRun } from '../runs/use-run.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { runAddress } from './addresses.ts';
import { ApplyPlan } from './apply-plan.tsx';
import type { Plan } from './calls.ts';
import { PlanSteps } from './plan-steps.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { usePlanDocument } from './use-plan-document.ts';

/** One plan as a document: what it says, step by step, and the button that has exactly it carried out. */
export function PlanPage({ runId }: { readonly runId: string }) {
  const { t, i18n } = useTranslation();
  const plan = usePlanDocument(runId);
  const back = (
    <Anchor component={Link} href={runAddress(runId)} size="sm">
      ← {t('plans.page.toRun')}
    </Anchor>
  );
  if (plan.data === undefined) {
    const isMissing = plan.error instanceof ApiProblem && plan.error.code === 'plan_unknown';
    return (
      <Stack gap="md">
        {back}
        <PageHeading>{t('accounts.plan.lookedHeading')}</PageHeading>
        {plan.error === null ? (
          <Text>{t('page.loading')}</Text>
        ) : (
          <Alert color={isMissing ? 'gray.8' : 'red.9'}>
            {isMissing ? t('plans.page.none') : problemText(t, plan.error)}
          </Alert>
        )}
      </Stack>
    );
  }
  const { itemType, madeAt, kind } = plan.data;
  const itemTypeName = t(`page.state.${itemType}`);
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        {back}
        <PageHeading>
          {t(HEADINGS[kind], { itemType: itemTypeName, when: momentText(madeAt, i18n.language) })}
        </PageHeading>
      </Stack>
      <Section heading={t('accounts.plan.lookedHeading')}>
        <Stack gap="sm">
          {plan.data.state === 'open' ? <Explanation plan={plan.data} /> : null}
          <PlanSummary plan={plan.data} />
          <ApplyPlan key={runId} plan={plan.data} />
        </Stack>
      </Section>
      <PlanSteps key={runId} plan={plan.data} />
    </Stack>
  );
}

const HEADINGS = {
  sync: 'plans.page.heading',
  undo: 'plans.page.undoHeading',
  oldDeletions: 'plans.page.oldDeletionsHeading',
} as const satisfies Readonly<Record<Plan['kind'], string>>;

function Explanation({ plan: { kind, undoOf } }: { readonly plan: Plan }) {
  const { t, i18n } = useTranslation();
  const undone = useRun(kind === 'undo' ? undoOf : null).data;
  if (kind === 'sync') return <Text size="sm">{t('plans.page.explain')}</Text>;
  if (kind === 'oldDeletions') return <Text size="sm">{t('plans.page.oldDeletionsExplain')}</Text>;
  if (undone === undefined) return <Text size="sm">{t('plans.page.undoExplainUnknown')}</Text>;
  const when = momentText(undone.startedAt ?? undone.queuedAt, i18n.language);
  return <Text size="sm">{t('plans.page.undoExplain', { when })}</Text>;
}
