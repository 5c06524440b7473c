import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionSteps } from '../../connection-test/connection-steps.tsx';
import { TestProgress } from '../../connection-test/test-progress.tsx';
import { useConnectionTest } from '../../connection-test/use-connection-test.ts';
import { Notice } from '../../form/notice.tsx';
import { useKeptFocus } from '../../form/use-kept-focus.ts';
import type { Profile } from '../calls.ts';
import { connectionOf, hasServiceAccount } from './profile-values.ts';
import { hostsIn } from './server-address.ts';
import type { CheckedForm } from './use-profile-form.ts';

interface Props {
  readonly checked: CheckedForm;
  /** Whose stored password the test uses where the form holds none; `null` for a new profile. */
  readonly stored: Profile | null;
}

/** "Prova la connessione": what stands in the form, before it is saved. */
export function ConnectionTestPanel({ checked, stored }: Props) {
  const { t } = useTranslation();
  const { form } = checked;
  const [mailbox, setMailbox] = useState('');
  const [tested, setTested] = useState<string | null>(null);
  /** What an offer of the test has put into the form since. */
  const [accepted, setAccepted] = useState<'pin' | 'host' | null>(null);
  const test = useConnectionTest();
  const startButton = useKeptFocus<HTMLButtonElement>(test.state === 'running');
  const draft = connectionOf(form.values);
  const signature = JSON.stringify({ draft, mailbox });

  const { error } = test;
  // What is refused before the first step belongs to the form, such as a password that a new server needs.
  useEffect(() => {
    if (error !== null) checked.showRefusal(error);
    // Once for each refusal, not for each change of the form after it.
  }, [error]);

  const start = () => {
    if (!checked.check('connection')) return;
    setAccepted(null);
    setTested(signature);
    test.start('/api/connection-tests', {
      ...(stored === null ? {} : { profile: stored.name }),
      draft,
      ...(mailbox.trim() === '' || !hasServiceAccount(form.values) ? {} : { mailbox: mailbox.trim() }),
    });
  };
  const accept = (what: 'pin' | 'host', field: 'certificateSha256' | 'acceptedHosts', value: string) => {
    form.setFieldValue(field, value);
    form.clearFieldError(field);
    setAccepted(what);
    // What comes next stands there, with the sentence that says what happened.
    startButton.current?.focus();
  };
  const acceptHost = (host: string) =>
    accept('host', 'acceptedHosts', [...hostsIn(form.values.acceptedHosts), host].join(', '));

  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="test-heading">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h4" id="test-heading">
            {t('settings.test.heading')}
          </Title>
          <Text size="sm" c="gray.8">
            {t('settings.test.explain')}
          </Text>
          {hasServiceAccount(form.values) ? (
            <TextInput
              label={t('settings.test.mailbox')}
              description={t('settings.test.mailboxHelp')}
              value={mailbox}
              onChange={(event) => setMailbox(event.currentTarget.value)}
              type="email"
              autoComplete="off"
            />
          ) : (
            <Text size="sm">{t('settings.test.explainOwn')}</Text>
          )}
          <Group>
            <Button type="submit" ref={startButton} variant="light" loading={test.state === 'running'}>
              {t('settings.test.start')}
            </Button>
            {test.state === 'running' ? (
              <Button variant="default" onClick={test.stop}>
                {t('settings.test.stop')}
              </Button>
            ) : null}
          </Group>
          <TestProgress test={test} />
          {accepted === null ? null : (
            <Notice tone="good" role="status">
              {t(`settings.test.${accepted}.accepted`)}
            </Notice>
          )}
          {test.state === 'ended' && tested !== signature && accepted === null ? (
            <Text size="sm" c="orange.9">
              {t('settings.test.stale')}
            </Text>
          ) : null}
          <ConnectionSteps
            steps={test.steps}
            end={test.end}
            onPin={(sha256) => accept('pin', 'certificateSha256', sha256)}
            {...(form.values.serverPlace === 'mailDomain' ? { onAcceptHost: acceptHost } : {})}
          />
        </Stack>
      </form>
    </Paper>
  );
}
