import { Accordion, Badge, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AvailableProfile, Run } from '../../api/accounts.ts';
import { codeText } from '../../format/problem-text.ts';
import { planAddress } from '../../plan/addresses.ts';
import type { PlanGroup } from './plan-groups.ts';
import { groupsOf } from './plan-groups.ts';
import { PlannedSteps } from './planned-steps.tsx';

type ItemRules = AvailableProfile['rules'][keyof AvailableProfile['rules']];

interface Props {
  readonly run: Run;
  readonly rules: ItemRules | undefined;
}

/** The plan of one item type: groups with their number, each opens to its items. */
export function PlanOfType({ run, rules }: Props) {
  const { t } = useTranslation();
  const groups = groupsOf(run);
  const { planRunId } = run;
  // Only what is open is asked for: a plan may have very many steps.
  const [open, setOpen] = useState<string[]>([]);
  const categories = rules?.exchangeCategories ?? [];
  const marks = (run.counts?.linked ?? 0) + (run.counts?.createdInExchange ?? 0) > 0;
  return (
    <Stack gap="xs">
      {run.brake === null || run.brake.kind === 'firstRun' ? null : (
        <Text size="sm">{codeText(t, run.brake.reason.code, run.brake.reason.params ?? {})}</Text>
      )}
      {groups.length === 0 ? <Text size="sm">{t('accounts.plan.nothing')}</Text> : null}
      {groups.length === 0 ? null : (
        <Accordion multiple value={open} onChange={setOpen} variant="separated" order={4} chevronPosition="left">
          {groups.map((group) => (
            <Accordion.Item key={group.name} value={group.name}>
              <Accordion.Control>
                <Group gap="sm" wrap="nowrap">
                  <Badge color={colourOf(group)} variant="filled" size="lg" miw={44}>
                    {group.count}
                  </Badge>
                  <Text size="sm">{t(`accounts.plan.groups.${group.name}.title`, { count: group.count })}</Text>
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                <Text size="sm" mb="xs">
                  {t(`accounts.plan.groups.${group.name}.explain`)}
                  {group.name === 'conflict' && rules !== undefined && run.brake?.kind !== 'crmRestored'
                    ? ` ${t(`accounts.plan.winner.${rules.conflictStrategy}.${rules.conflictGranularity}`)}`
                    : ''}
                </Text>
                {planRunId !== null && open.includes(group.name) && group.kinds.length > 0 ? (
                  <PlannedSteps run={run} planRunId={planRunId} group={group} />
                ) : null}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {categories.length > 0 && marks ? (
        <Text size="sm">{t('accounts.plan.categories', { categories: categories.join(', ') })}</Text>
      ) : null}
      {planRunId === null || groups.length === 0 ? null : (
        <Link
          href={planAddress(planRunId)}
          className="text-link small-link"
          aria-label={t('plans.preview.wholeOf', { what: t(`page.state.${run.itemType}`) })}
        >
          {t('plans.preview.whole')}
        </Link>
      )}
    </Stack>
  );
}

function colourOf({ name }: PlanGroup): string {
  if (name === 'deleteInCrm' || name === 'deleteInExchange') return 'red.9';
  if (name === 'conflict' || name === 'review' || name === 'detach') return 'orange.9';
  return name === 'pending' || name === 'notSynchronised' ? 'gray.7' : 'lagoon.8';
}
