import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSetup } from '../api/session.ts';
import { problemText } from '../format/problem-text.ts';
import { EntryFrame } from './entry-frame.tsx';
import { LinkPage } from './link-page.tsx';
import { MeProvider, useLeftOnPurpose, useSession } from './session.tsx';
import { NoAdministratorPage } from './setup-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

/**
 * Shows the page to who is signed in. The address stays as it is meanwhile, so everybody arrives where they wanted
 * to go, also after a session has ended.
 */
export function AccessGate({
  linkToken,
  children,
}: {
  readonly linkToken: string | null;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const session = useSession();
  const [link, setLink] = useState(linkToken);
  const setup = useQuery({ queryKey: ['setup'], queryFn: readSetup, enabled: session.data === null });
  const wasSignedIn = useRef(false);
  const leftOnPurpose = useLeftOnPurpose();
  if (session.data) wasSignedIn.current = true;

  const error = session.data === undefined ? session.error : session.data === null ? setup.error : null;
  if (error !== null) {
    return (
      <EntryFrame heading={t('page.problem.heading')}>
        <Alert color="red.9">{problemText(t, error)}</Alert>
        <Button onClick={() => void (session.data === null ? setup : session).refetch()}>{t('page.retry')}</Button>
      </EntryFrame>
    );
  }
  if (session.data === undefined || (session.data === null && setup.data === undefined)) {
    return <Text p="xl">{t('page.loading')}</Text>;
  }
  if (link !== null) {
    return <LinkPage token={link} session={session.data} onDone={() => setLink(null)} />;
  }
  if (session.data !== null) {
    return (
      <MeProvider key={session.data.user.id} session={session.data}>
        {children}
      </MeProvider>
    );
  }
  if (setup.data?.needed === true) return <NoAdministratorPage onRetry={() => void setup.refetch()} />;
  return <SignInPage ended={wasSignedIn.current && !leftOnPurpose} />;
}
