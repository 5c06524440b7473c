import { Alert, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AvailableProfile, Run } from '../../api/accounts.ts';
import { agoText } from '../../format/moment.ts';
import { codeText } from '../../format/problem-text.ts';
import { useNow } from '../../format/use-now.ts';
import { mailsText } from './mails-text.ts';
import { deletesNothing } from './plan-groups.ts';
import { PlanOfType } from './plan-of-type.tsx';

interface Props {
  readonly plans: readonly Run[];
  /** Item types that could not be looked at. */
  readonly failed: readonly Run[];
  /** `undefined` while they are not known. */
  readonly rules: AvailableProfile['rules'] | undefined;
}

/** What would happen, item type by item type, and what will not happen. */
export function PlanView({ plans, failed, rules }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  const oldest = plans.map(({ finishedAt, queuedAt }) => finishedAt ?? queuedAt).toSorted()[0];
  return (
    <Stack gap="md">
      {failed.map((run) => (
        <Alert key={run.id} color="red.9" title={t('accounts.plan.failed', { what: t(`page.state.${run.itemType}`) })}>
          {run.problem === null ? t('errors.internal') : codeText(t, run.problem.code, run.problem.details)}
        </Alert>
      ))}
      {plans.map((run) => (
        <section key={run.id} aria-labelledby={`plan-${run.itemType}`}>
          <Title order={3} size="h5" id={`plan-${run.itemType}`} mb={4}>
            {t(`page.state.${run.itemType}`)}
          </Title>
          <PlanOfType run={run} rules={rules?.[run.itemType]} />
        </section>
      ))}
      {plans.length === 0 ? null : (
        <ul className="account-consequences">
          {plans.every(deletesNothing) ? <li>{t('accounts.plan.deletesNothing')}</li> : null}
          <li>{mailsText(t, plans)}</li>
          <li>{t('accounts.plan.asShown')}</li>
        </ul>
      )}
      {oldest === undefined ? null : (
        <Text size="sm" c="gray.8">
          {t('accounts.plan.preparedAt', { when: agoText(oldest, i18n.language, now) })}
        </Text>
      )}
    </Stack>
  );
}
