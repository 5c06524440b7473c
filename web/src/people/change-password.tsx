import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPassword } from '../access/new-password.tsx';
import { isAcceptable, NewPasswordFields } from '../access/new-password.tsx';
import { useMe } from '../access/session.tsx';
import { ApiProblem } from '../api/problem.ts';
import { changePassword } from '../api/session.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { problemsByField, unplacedProblem } from './person-problems.ts';

const NONE: NewPassword = { password: '', again: '' };

export function ChangePassword() {
  const { t } = useTranslation();
  const { person } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NONE);
  const change = useMutation({
    mutationFn: () => changePassword(current, next.password),
    onSuccess: () => {
      setCurrent('');
      setNext(NONE);
    },
  });
  const isWrong = change.error instanceof ApiProblem && change.error.code === 'login_refused';
  const unplaced = isWrong ? null : unplacedProblem(t, change.error, ['password']);
  const ready = current !== '' && isAcceptable(next, person);
  const form = useAnswerFocus<HTMLFormElement>(change.isPending, change.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) change.mutate();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack maw={560}>
        <input type="text" name="username" autoComplete="username" value={person.name} readOnly hidden />
        <PasswordInput
          label={t('people.fields.currentPassword')}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          error={isWrong ? t('people.me.currentWrong') : undefined}
          required
        />
        <NewPasswordFields
          label={t('people.fields.newPassword')}
          value={next}
          onChange={setNext}
          owner={person}
          problem={problemsByField(t, change.error)['password']}
        />
        <div role="alert" tabIndex={-1}>
          {unplaced === null ? null : <Alert color="red.9">{unplaced}</Alert>}
        </div>
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!ready}>
            {t('people.me.changePassword')}
          </Button>
          <Text size="sm" role="status" tabIndex={-1}>
            {change.isSuccess ? t('people.me.passwordChanged') : ''}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
