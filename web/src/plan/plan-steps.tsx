import './plan.css';
import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasMessage } from '../../../src/messages/index.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import type { Plan } from './calls.ts';
import { kindColour, kindsOf } from './plan-kinds.ts';
import { StepRow } from './step-row.tsx';
import { usePlanSteps } from './use-plan-document.ts';

/** The steps of a plan, by kind and page by page. */
export function PlanSteps({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const kinds = kindsOf(plan);
  const [kind, setKind] = useState<string | null>(null);
  const pages = usePlanSteps(plan.runId, kind);
  const steps = pages.data?.pages.flatMap((page) => page.steps) ?? [];
  const total = kind === null ? plan.steps : (plan.groups[kind] ?? 0);
  const nameOf = (each: string) => (hasMessage(`plans.kinds.${each}`) ? t(`plans.kinds.${each}`) : each);
  if (plan.steps === 0) return null;
  return (
    <Section heading={t('plans.steps.heading')}>
      <Stack gap="sm">
        <Group gap="xs" role="group" aria-label={t('plans.steps.filter')}>
          {[{ kind: null, count: plan.steps }, ...kinds].map((each) => (
            <Button
              key={each.kind ?? ''}
              size="compact-md"
              variant={each.kind === kind ? 'filled' : 'default'}
              aria-pressed={each.kind === kind}
              onClick={() => setKind(each.kind)}
            >
              {t('plans.steps.count', {
                name: each.kind === null ? t('plans.steps.all') : nameOf(each.kind),
                count: each.count,
              })}
            </Button>
          ))}
        </Group>
        {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
        <Text size="sm" c="gray.8" role="status">
          {pages.isPending ? t('page.loading') : t('plans.steps.shown', { shown: steps.length, total })}
        </Text>
        <ol className="plain-list" aria-label={t('plans.steps.heading')}>
          {steps.map((step) => (
            <StepRow
              key={step.ordinal}
              step={step}
              account={plan.account}
              itemType={plan.itemType}
              badge={
                <Badge variant="outline" color={kindColour(step.kind)}>
                  {nameOf(step.kind)}
                </Badge>
              }
            />
          ))}
        </ol>
        {pages.hasNextPage ? (
          <Group>
            <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {t('plans.steps.more')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Section>
  );
}
