import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListedAccount } from '../../api/accounts.ts';
import { decideClaim } from '../../api/accounts.ts';
import { readUser } from '../../api/users.ts';
import { Notice } from '../../form/notice.tsx';
import { problemText } from '../../format/problem-text.ts';

type Decision = 'grant' | 'refuse';

interface Props {
  readonly account: ListedAccount;
  /** @param sentence says what was decided */
  readonly onDecided: (sentence: string) => void;
}

/** What somebody needs to decide: whose address the server says it is, and whose e-mail the user's is. */
export function WaitingClaim({ account, onDecided }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const user = useQuery({ queryKey: ['users', account.user.name], queryFn: () => readUser(account.user.name) });
  const names = { user: account.user.displayName, mailbox: account.mailbox };
  const decide = useMutation({
    mutationFn: (decision: Decision) => decideClaim(account, decision),
    // What it is now has to be looked at before it is decided about.
    onError: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
    onSuccess: async (_decided, decision) => {
      onDecided(t(decision === 'grant' ? 'settings.accounts.granted' : 'settings.accounts.refused', names));
      await Promise.all(
        ['status', 'accounts', 'profiles'].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] })),
      );
    },
  });
  const error = decide.error ?? user.error;
  const { reason, resolvedSmtp } = account.claim;
  const busy = (decision: Decision) => decide.isPending && decide.variables === decision;
  return (
    <Paper p="md" withBorder component="article" aria-label={t('settings.accounts.asked', names)}>
      <Stack gap="xs">
        <Text fw={600} className="breaks">
          {t('settings.accounts.asked', names)}
        </Text>
        {reason === null ? null : <Text size="sm">{t(`settings.accounts.reasons.${reason}`)}</Text>}
        <dl className="facts">
          <Text component="dt" size="sm">
            {t('settings.accounts.primary')}
          </Text>
          <Text component="dd" size="sm">
            {resolvedSmtp ?? t('settings.accounts.primaryUnknown')}
          </Text>
          <Text component="dt" size="sm">
            {t('settings.accounts.email')}
          </Text>
          <Text component="dd" size="sm">
            {user.data === undefined ? '…' : `${user.data.email} (${confirmation(user.data.emailVerified)})`}
          </Text>
        </dl>
        {error === null ? null : (
          <Notice tone="bad" role="alert">
            {problemText(t, error)}
          </Notice>
        )}
        <Group gap="sm">
          <Button
            size="xs"
            aria-label={t('settings.accounts.grantOf', names)}
            onClick={() => decide.mutate('grant')}
            loading={busy('grant')}
            disabled={decide.isPending}
          >
            {t('settings.accounts.grant')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('settings.accounts.refuseOf', names)}
            onClick={() => decide.mutate('refuse')}
            loading={busy('refuse')}
            disabled={decide.isPending}
          >
            {t('settings.accounts.refuse')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );

  function confirmation(verified: boolean): string {
    return t(verified ? 'settings.accounts.confirmed' : 'settings.accounts.unconfirmed');
  }
}
