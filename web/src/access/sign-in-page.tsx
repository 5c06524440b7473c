import { Alert, Button, PasswordInput, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';
import { signIn } from '../api/session.ts';
import { problemText } from '../format/problem-text.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { useNow } from '../format/use-now.ts';
import { EntryFrame } from './entry-frame.tsx';
import { useSwitchSession } from './session.tsx';

/** @param ended somebody was signed in a moment ago */
export function SignInPage({ ended }: { readonly ended: boolean }) {
  const { t } = useTranslation();
  const switchSession = useSwitchSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({ mutationFn: () => signIn(name.trim(), password), onSuccess: switchSession });
  const waitSeconds = useWaitSeconds(enter.error, enter.submittedAt);
  const form = useAnswerFocus<HTMLFormElement>(enter.isPending, enter.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const waits = waitSeconds !== null && waitSeconds > 0;
    if (name.trim() !== '' && password !== '' && !waits) enter.mutate();
  };
  return (
    <EntryFrame heading={t('people.signIn.heading')}>
      {ended && enter.error === null ? <Alert color="lagoon.8">{t('people.signIn.ended')}</Alert> : null}
      <form ref={form} onSubmit={submit}>
        <Stack>
          <div role="alert" tabIndex={-1}>
            {enter.error === null ? null : (
              <Alert color={waitSeconds === 0 ? 'lagoon.8' : 'red.9'}>
                <Refusal error={enter.error} waitSeconds={waitSeconds} />
              </Alert>
            )}
          </div>
          <TextInput
            label={t('people.signIn.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
          />
          <PasswordInput
            label={t('people.signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          <Button type="submit" loading={enter.isPending}>
            {t('people.signIn.submit')}
          </Button>
        </Stack>
      </form>
      <Text size="sm" c="gray.8">
        {t('people.signIn.forgotten')}
      </Text>
    </EntryFrame>
  );
}

function Refusal({ error, waitSeconds }: { readonly error: Error; readonly waitSeconds: number | null }) {
  const { t } = useTranslation();
  if (waitSeconds === null) return problemText(t, error);
  if (waitSeconds === 0) return t('people.signIn.tryAgain');
  // Who looks at it sees the time run down; who listens to it is told once.
  return (
    <>
      <span aria-hidden="true">{t('people.signIn.throttled', { wait: durationText(waitSeconds) })}</span>
      <VisuallyHidden>{problemText(t, error)}</VisuallyHidden>
    </>
  );
}

/** "45 s", "4 min 10 s": units that are written the same in both languages. */
function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** How long a throttled sign-in still has to wait; `null` when it was refused for another reason. */
function useWaitSeconds(error: unknown, submittedAt: number): number | null {
  const now = useNow(1_000);
  if (!(error instanceof ApiProblem) || error.code !== 'login_throttled') return null;
  const { retryAfterMs } = error.details;
  if (typeof retryAfterMs !== 'number') return null;
  return Math.max(0, Math.ceil((submittedAt + retryAfterMs - now) / 1_000));
}
