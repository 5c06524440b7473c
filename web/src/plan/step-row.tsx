import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemType } from '../../../src/model/index.ts';
import { FieldChange } from '../field-values/field-change.tsx';
import { dayText, momentText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';
import { WhyLink } from '../why/why-link.tsx';
import type { PlanStep } from './calls.ts';

/** So many fields are read at once; more are opened. */
const AT_ONCE = 4;

interface Props {
  readonly step: PlanStep;
  /** Name of the account. */
  readonly account: string;
  readonly itemType: ItemType;
  readonly badge?: ReactNode;
}

/** One step: what it is about on both sides, why, and field by field what would be written. */
export function StepRow({ step, account, itemType, badge }: Props) {
  const { t, i18n } = useTranslation();
  const { label, counterpart, startsAt } = step;
  const what = label ?? t('page.sides.unnamed');
  const differs = counterpart !== null && counterpart !== label;
  return (
    <li className="record-row">
      <Group gap="xs">
        <Text fw={600} className="breaks">
          {what}
        </Text>
        {badge}
      </Group>
      {differs ? (
        <Text size="sm">
          {t('page.sides.crm')}: {what} · {t('page.sides.exchange')}: {counterpart}
        </Text>
      ) : null}
      {startsAt === null ? null : (
        <Text size="sm" c="gray.8">
          {t('plans.steps.begins', { when: startText(startsAt, i18n.language) })}
        </Text>
      )}
      <Text size="sm" c="gray.8">
        {codeText(t, step.code, step.params)}
      </Text>
      {(step.mails ?? 0) === 0 ? null : (
        <Text size="sm" fw={600}>
          {t('plans.page.mailed', { count: step.mails ?? 0 })}
        </Text>
      )}
      {(['exchange', 'crm'] as const).map((side) => (
        <Changes key={side} side={side} changes={step.changes.filter((change) => change.side === side)} />
      ))}
      <WhyLink account={account} itemType={itemType} crmId={step.crmId} exchangeId={step.exchangeId} what={what} />
    </li>
  );
}

function Changes({ side, changes }: { readonly side: 'crm' | 'exchange'; readonly changes: PlanStep['changes'] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  const lines = changes.map(({ field, before, after }) => (
    <FieldChange key={field} field={field} before={before} after={after} />
  ));
  return (
    <div className="step-changes">
      {changes.length <= AT_ONCE ? (
        <>
          <Text size="sm" fw={500}>
            {t(`plans.steps.changesIn.${side}`)}
          </Text>
          {lines}
        </>
      ) : (
        <details>
          <summary className="fields-summary">
            {t(`plans.steps.changesIn.${side}`)} · {t('plans.journal.fields', { count: changes.length })}
          </summary>
          {lines}
        </details>
      )}
    </div>
  );
}

function startText(startsAt: string, language: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(startsAt) ? dayText(startsAt, language) : momentText(startsAt, language);
}
