import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION_KEY, useMe } from '../access/session.tsx';
import type { Person, UserChange } from '../api/users.ts';
import { changeUser, endSessions } from '../api/users.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { Toggle } from '../toggle.tsx';
import { ChangeRefused } from './change-refused.tsx';
import { PasswordLink } from './password-link.tsx';

/** Whether and how a person can sign in. Each of these takes effect at once. */
export function SignInSettings({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const readAgain = () => {
    if (person.id === me.id) void queries.invalidateQueries({ queryKey: SESSION_KEY });
    return queries.invalidateQueries({ queryKey: ['users'] });
  };
  const change = useMutation({
    mutationFn: (wanted: UserChange) => changeUser(person.name, person.etag, wanted),
    onSuccess: (saved) => {
      queries.setQueryData(['users', saved.name], saved);
      return readAgain();
    },
    onSettled: () => setAsking(false),
  });
  const end = useMutation({ mutationFn: () => endSessions(person.name), onSuccess: readAgain });
  const place = useAnswerFocus<HTMLDivElement>(change.isPending || end.isPending, change.error ?? end.error);
  const load = () => void readAgain().then(() => change.reset());
  return (
    <Stack align="start" ref={place}>
      <Toggle
        label={t('people.user.active')}
        description={t('people.user.activeHint')}
        checked={person.active}
        disabled={change.isPending}
        onChange={(event) => (event.currentTarget.checked ? change.mutate({ active: true }) : setAsking(true))}
      />
      <Toggle
        label={t('people.user.emailConfirmed')}
        description={t('people.user.emailConfirmedHint', { email: person.email })}
        checked={person.emailVerified}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ emailVerified: event.currentTarget.checked })}
      />
      <ChangeRefused error={change.error} fields={[]} onLoad={load} />
      <Text size="sm">{t(person.hasPassword ? 'people.user.hasPassword' : 'people.user.noPassword')}</Text>
      <PasswordLink person={person} />
      <Group gap="sm">
        <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
          {t('people.user.endSessions')}
        </Button>
        <Text size="sm" c="gray.8" role="status" tabIndex={-1}>
          {t(end.isSuccess ? 'people.user.sessionsEnded' : 'people.user.endSessionsHint')}
        </Text>
      </Group>
      <ChangeRefused error={end.error} fields={[]} onLoad={load} />
      {asking ? (
        <ConfirmDialog
          title={t('people.user.confirmDeactivate', { name: person.displayName })}
          action={t('people.user.deactivate')}
          dangerous
          pending={change.isPending}
          onConfirm={() => change.mutate({ active: false })}
          onClose={() => setAsking(false)}
        >
          <Text>{t('people.user.confirmDeactivateText', { name: person.displayName })}</Text>
        </ConfirmDialog>
      ) : null}
    </Stack>
  );
}
