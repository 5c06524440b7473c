import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectedLink, Session } from '../api/session.ts';
import { inspectLink, redeemLink } from '../api/session.ts';
import { problemText } from '../format/problem-text.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { problemsByField, unplacedProblem } from '../people/person-problems.ts';
import { EntryFrame } from './entry-frame.tsx';
import type { NewPassword } from './new-password.tsx';
import { isAcceptable, NewPasswordFields } from './new-password.tsx';
import { SetupPage } from './setup-page.tsx';
import { useEnter } from './use-enter.ts';

interface Props {
  readonly token: string;
  /** Who is signed in here already. */
  readonly session: Session | null;
  readonly onDone: () => void;
}

interface PersonalProps extends Props {
  readonly owner: NonNullable<InspectedLink['user']>;
}

/** What a one-time link opens: the set-up, the choice of a password, or the page itself. */
export function LinkPage(props: Props) {
  const { t } = useTranslation();
  const { token, session, onDone } = props;
  const link = useQuery({ queryKey: ['link', token], queryFn: () => inspectLink(token), retry: false, gcTime: 0 });
  if (link.error !== null) {
    return (
      <EntryFrame heading={t('people.link.invalidHeading')}>
        <Alert color="orange.9">{problemText(t, link.error)}</Alert>
        <Button onClick={onDone}>{t(session === null ? 'people.link.toSignIn' : 'page.noPage.home')}</Button>
      </EntryFrame>
    );
  }
  if (link.data === undefined) return <EntryFrame heading={t('people.link.checking')}>{null}</EntryFrame>;
  const { kind, user } = link.data;
  if (kind === 'setup' || user === null) return <SetupPage token={token} onDone={onDone} />;
  if (kind === 'password') return <ChoosePassword {...props} owner={user} />;
  return <Enter {...props} owner={user} />;
}

function ChoosePassword({ token, owner, onDone }: PersonalProps) {
  const { t } = useTranslation();
  const enter = useEnter(onDone);
  const [password, setPassword] = useState<NewPassword>({ password: '', again: '' });
  const redeem = useMutation({ mutationFn: () => redeemLink(token, password.password), onSuccess: enter });
  const person = { name: owner.name, email: '' };
  const form = useAnswerFocus<HTMLFormElement>(redeem.isPending, redeem.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isAcceptable(password, person)) redeem.mutate();
  };
  const unplaced = unplacedProblem(t, redeem.error, ['password']);
  return (
    <EntryFrame heading={t('people.link.welcome', { name: owner.displayName })}>
      <Text>{t('people.link.choose', { login: owner.name })}</Text>
      <form ref={form} onSubmit={submit}>
        <Stack>
          {/* A password manager keeps the password under this name. */}
          <input type="text" name="username" autoComplete="username" value={owner.name} readOnly hidden />
          <NewPasswordFields
            label={t('people.fields.newPassword')}
            value={password}
            onChange={setPassword}
            owner={person}
            problem={problemsByField(t, redeem.error)['password']}
          />
          <div role="alert" tabIndex={-1}>
            {unplaced === null ? null : <Alert color="red.9">{unplaced}</Alert>}
          </div>
          <Button type="submit" loading={redeem.isPending} disabled={!isAcceptable(password, person)}>
            {t('people.link.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

/** Signs in at once, unless that would silently replace the session of somebody else. */
function Enter({ token, owner, session, onDone }: PersonalProps) {
  const { t } = useTranslation();
  const enter = useEnter(onDone);
  const redeem = useMutation({ mutationFn: () => redeemLink(token, null), onSuccess: enter });
  const isOther = session !== null && session.user.name !== owner.name;
  const { mutate } = redeem;
  const started = useRef(false);
  useEffect(() => {
    if (isOther || started.current) return;
    started.current = true;
    mutate();
  }, [isOther, mutate]);
  return (
    <EntryFrame heading={t('people.link.welcome', { name: owner.displayName })}>
      {redeem.error === null ? null : <Alert color="red.9">{problemText(t, redeem.error)}</Alert>}
      {isOther ? (
        <>
          <Text>{t('people.link.otherPerson', { present: session.user.displayName, name: owner.displayName })}</Text>
          <Button onClick={() => mutate()} loading={redeem.isPending}>
            {t('people.link.goOnAs', { name: owner.displayName })}
          </Button>
        </>
      ) : null}
      {redeem.error === null && !isOther ? null : (
        <Button variant="default" onClick={onDone}>
          {t(session === null ? 'people.link.toSignIn' : 'page.cancel')}
        </Button>
      )}
    </EntryFrame>
  );
}
