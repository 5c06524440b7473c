import { Alert, Button, Container, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';
import { readStatus } from '../api/status.ts';
import { currentToken, forgetToken, rememberToken } from './token.ts';

/** Shows the page to who has the token, and asks everybody else for it. */
export function AccessGate({ children }: { readonly children: ReactNode }) {
  const [token, setToken] = useState(currentToken);
  const queries = useQueryClient();
  const probe = useQuery({ queryKey: ['status'], queryFn: readStatus, enabled: token !== null });
  const refused = probe.error instanceof ApiProblem && probe.error.status === 401;

  if (token === null || refused) {
    return (
      <TokenForm
        refused={refused}
        onToken={(given) => {
          forgetToken();
          rememberToken(given);
          setToken(given);
          queries.clear();
        }}
      />
    );
  }
  return children;
}

function TokenForm({ refused, onToken }: { readonly refused: boolean; readonly onToken: (token: string) => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  return (
    <Container size="xs" py="xl" component="main">
      <Paper p="xl" shadow="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (value.trim() !== '') onToken(value);
          }}
        >
          <Stack>
            <Title order={1} size="h3">
              {t('page.access.title')}
            </Title>
            <Text size="sm">{t('page.access.explain')}</Text>
            {refused ? <Alert color="red.9">{t('page.access.refused')}</Alert> : null}
            <PasswordInput
              label={t('page.access.label')}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
              required
              autoFocus
            />
            <Button type="submit">{t('page.access.open')}</Button>
          </Stack>
        </form>
      </Paper>
    </Container>
  );
}
