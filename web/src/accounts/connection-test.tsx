import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '../api/accounts.ts';
import { connectionTestOf } from '../api/accounts.ts';
import { ConnectionSteps } from '../connection-test/connection-steps.tsx';
import { TestProgress } from '../connection-test/test-progress.tsx';
import { useConnectionTest } from '../connection-test/use-connection-test.ts';
import { Section } from '../people/section.tsx';

/** "Prova la connessione" of one account: up to its folders, with what is stored. */
export function ConnectionTest({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const test = useConnectionTest();
  const granted = account.claim.state === 'granted';
  return (
    <Section heading={t('accounts.test.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t(granted ? 'accounts.test.explain' : 'accounts.test.notGranted')}</Text>
        {granted ? (
          <Group>
            <Button
              variant="default"
              onClick={() => test.start(connectionTestOf(account.name), {})}
              loading={test.state === 'running'}
            >
              {t('accounts.test.start')}
            </Button>
            {test.state === 'running' ? (
              <Button variant="default" onClick={test.stop}>
                {t('settings.test.stop')}
              </Button>
            ) : null}
          </Group>
        ) : null}
        <TestProgress test={test} />
        {test.state === 'idle' ? null : <ConnectionSteps steps={test.steps} end={test.end} />}
      </Stack>
    </Section>
  );
}
