import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeText } from '../../format/problem-text.ts';
import type { PlanGroup, PlannedStep } from './plan-groups.ts';
import { conflictsOf, isMerge } from './plan-groups.ts';

const AT_A_TIME = 20;

/** The items of a group with the reason for each, and how many more there are. */
export function PlannedSteps({ group }: { readonly group: PlanGroup }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(AT_A_TIME);
  // Conflicts are counted in fields, and their items are listed.
  const unit = group.name === 'conflict' ? group.steps.reduce((sum, step) => sum + conflictsOf(step), 0) : null;
  const left = group.count - (unit ?? group.steps.length);
  return (
    <>
      {group.steps.length === 0 ? null : (
        <ul className="plain-list">
          {group.steps.slice(0, shown).map((step) => (
            <li key={`${step.crmId} ${step.exchangeId}`} className="record-row">
              <Text size="sm" fw={600}>
                {step.label ?? t('page.sides.unnamed')}
              </Text>
              <Text size="sm" c="gray.8">
                {codeText(t, step.code, step.params)}
              </Text>
              {group.name === 'conflict' ? (
                <Text size="sm" c="gray.8">
                  {t('accounts.plan.conflicts', { count: conflictsOf(step) })}
                </Text>
              ) : null}
              <WrittenFields step={step} />
            </li>
          ))}
        </ul>
      )}
      {group.steps.length > shown ? (
        <Button variant="subtle" onClick={() => setShown(shown + AT_A_TIME)}>
          {t('page.sides.more')}
        </Button>
      ) : null}
      {left > 0 ? (
        <Text size="sm" mt="xs">
          {t('accounts.plan.notListed', { count: left })}
        </Text>
      ) : null}
    </>
  );
}

/** Of a merge: which fields each side gets. A new item gets all of them, which says nothing. */
function WrittenFields({ step }: { readonly step: PlannedStep }) {
  const { t } = useTranslation();
  if (!isMerge(step)) return null;
  const lines = [
    ['toExchange', step.toExchange],
    ['toCrm', step.toCrm],
  ] as const;
  return lines
    .filter(([, fields]) => fields.length > 0)
    .map(([direction, fields]) => (
      <Text size="sm" c="gray.8" key={direction}>
        {t(`accounts.plan.${direction}`, { fields: fields.map((field) => t(`fields.${field}`)).join(', ') })}
      </Text>
    ));
}
