import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../access/session.tsx';
import type { Account, Person } from '../api/accounts.ts';
import { checkClaim, decideClaim } from '../api/accounts.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { problemText } from '../format/problem-text.ts';
import { claimFacts, claimSentence } from './claim-sentence.ts';

/** What is decided, about the account as it was when the question was opened: it may change under the eyes. */
interface Question {
  readonly decision: 'grant' | 'refuse';
  readonly seen: Account;
}

/**
 * Whether the person may have the mailbox: why it waits, who can decide, and for administrators the decision. Nothing
 * to say where the claim is granted.
 */
export function ClaimPanel({ account, person }: { readonly account: Account; readonly person: Person }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { person: me, isAdministrator } = useMe();
  const [asking, setAsking] = useState<Question | null>(null);
  const [checked, setChecked] = useState(false);
  const { claim } = account;
  const stored = (now: Account) => {
    queries.setQueryData(['accounts', 'one', now.name], now);
    return Promise.all(['accounts', 'status', 'profiles'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
  const check = useMutation({
    mutationFn: () => checkClaim(account.name),
    onSuccess: (now) => {
      setChecked(true);
      return stored(now);
    },
  });
  const decide = useMutation({
    mutationFn: ({ decision, seen }: Question) => decideClaim(seen, decision),
    onSuccess: (now) => {
      setAsking(null);
      return stored(now);
    },
    // What it is now has to be looked at before it is decided about.
    onError: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  if (claim.state === 'granted')
    return checked ? (
      <Alert color="teal.9" role="status">
        {t('accounts.claim.granted')}
      </Alert>
    ) : null;

  const error = check.error ?? decide.error;
  return (
    <Alert color={claim.state === 'refused' ? 'red.9' : 'orange.9'} title={t(`accounts.claim.heading.${claim.state}`)}>
      <Text size="sm">{claimSentence(t, account, person.email, me.name)}</Text>
      <Text size="sm" mt="xs">
        {t('accounts.claim.untilThen')}
      </Text>
      {checked && claim.state === 'waiting' && !check.isPending ? (
        <Text size="sm" mt="xs" role="status">
          {t('accounts.claim.stillWaiting')}
        </Text>
      ) : null}
      {error === null ? null : (
        <Text size="sm" mt="xs" c="red.9" role="alert">
          {problemText(t, error)}
        </Text>
      )}
      <Group mt="sm">
        {isAdministrator ? (
          <>
            <Button onClick={() => setAsking({ decision: 'grant', seen: account })}>{t('accounts.claim.grant')}</Button>
            {claim.state === 'refused' ? null : (
              <Button variant="default" onClick={() => setAsking({ decision: 'refuse', seen: account })}>
                {t('accounts.claim.refuse')}
              </Button>
            )}
          </>
        ) : null}
        {claim.state === 'waiting' ? (
          <Button variant="default" onClick={() => check.mutate()} loading={check.isPending}>
            {t('accounts.claim.check')}
          </Button>
        ) : null}
      </Group>
      {asking === null ? null : (
        <ConfirmDialog
          title={t(`accounts.claim.confirm.${asking.decision}`, claimFacts(asking.seen, person.email))}
          action={t(`accounts.claim.${asking.decision}`)}
          dangerous={asking.decision === 'refuse'}
          pending={decide.isPending}
          error={decide.error}
          onConfirm={() => decide.mutate(asking)}
          onClose={() => setAsking(null)}
        >
          <Text size="sm">
            {t(`accounts.claim.consequence.${asking.decision}`, claimFacts(asking.seen, person.email))}
          </Text>
        </ConfirmDialog>
      )}
    </Alert>
  );
}
