import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createAdministrator } from '../api/session.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { IdentityFields, isIdentified } from '../people/identity-fields.tsx';
import { problemsByField, unplacedProblem } from '../people/person-problems.ts';
import { TimeZoneSelect } from '../people/time-zone-select.tsx';
import { EntryFrame } from './entry-frame.tsx';
import type { NewPassword } from './new-password.tsx';
import { isAcceptable, NewPasswordFields } from './new-password.tsx';
import { useEnter } from './use-enter.ts';

const SERVE = 'raccordo serve';

/** The first start: whoever has the one-time link becomes the administrator. */
export function SetupPage({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const enter = useEnter(onDone);
  const [fields, setFields] = useState(() => ({
    name: '',
    displayName: '',
    email: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  const [password, setPassword] = useState<NewPassword>({ password: '', again: '' });
  const create = useMutation({
    mutationFn: () => createAdministrator({ token, ...fields, password: password.password }),
    onSuccess: enter,
  });
  const problems = problemsByField(t, create.error);
  const unplaced = unplacedProblem(t, create.error, [...Object.keys(fields), 'password']);
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const ready = isAcceptable(password, fields) && isIdentified(fields);
  const form = useAnswerFocus<HTMLFormElement>(create.isPending, create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) create.mutate();
  };
  return (
    <EntryFrame heading={t('people.setup.heading')}>
      <Text>{t('people.setup.explain')}</Text>
      <form ref={form} onSubmit={submit}>
        <Stack>
          <IdentityFields values={fields} onChange={set} problems={problems} isOwn />
          <TimeZoneSelect
            value={fields.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            error={problems['timeZone']}
          />
          <NewPasswordFields
            label={t('people.fields.password')}
            value={password}
            onChange={setPassword}
            owner={fields}
            problem={problems['password']}
          />
          <div role="alert" tabIndex={-1}>
            {unplaced === null ? null : <Alert color="red.9">{unplaced}</Alert>}
          </div>
          <Button type="submit" loading={create.isPending} disabled={!ready}>
            {t('people.setup.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

/** Nobody can sign in, and this browser has no link: what to do on the machine. */
export function NoAdministratorPage({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <EntryFrame heading={t('people.setup.missingHeading')}>
      <Text>
        {t('people.setup.missingExplain')} <Code>{SERVE}</Code> {t('people.setup.missingNext')}
      </Text>
      <Button variant="default" onClick={onRetry}>
        {t('people.setup.retry')}
      </Button>
    </EntryFrame>
  );
}
