import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/accounts.ts';
import { outcomeText } from '../run-text.ts';

/** What became of the approved plan. */
export function PlanResult({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation();
  const done = runs.every(({ outcome }) => outcome === 'done');
  return (
    <Alert color={done ? 'teal.9' : 'red.9'} title={t(done ? 'accounts.plan.done' : 'accounts.plan.notDone')}>
      <ul className="account-consequences">
        {runs.map((run) => (
          <li key={run.id}>
            <b>{t(`page.state.${run.itemType}`)}</b>: {outcomeText(t, run)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
