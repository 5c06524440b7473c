import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Person } from '../api/users.ts';
import { issuePasswordLink } from '../api/users.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { useAnswerFocus } from '../format/use-answer-focus.ts';

/** Makes the one-time link with which a person chooses a password, and shows it this once. */
export function PasswordLink({ person }: { readonly person: Person }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const issue = useMutation({
    mutationFn: () => issuePasswordLink(person.name),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['audit'] }),
  });
  const place = useAnswerFocus<HTMLDivElement>(issue.isPending, issue.error);
  return (
    <Stack ref={place} gap="xs" w="100%" align="start">
      <Group gap="sm">
        <Button variant="default" onClick={() => issue.mutate()} loading={issue.isPending} disabled={!person.active}>
          {t('people.user.link')}
        </Button>
        <Text size="sm" c="gray.8">
          {t('people.user.linkHint')}
        </Text>
      </Group>
      <div role="status" tabIndex={-1} className="full-width">
        {issue.data === undefined ? null : (
          <Alert color="lagoon.8">
            <Stack gap="xs" align="start">
              <Text size="sm">
                {t('people.user.linkReady', {
                  name: person.displayName,
                  until: momentText(issue.data.expiresAt, i18n.language),
                })}
              </Text>
              <Code block className="breaking">
                {location.origin + issue.data.path}
              </Code>
              {isHereOnly() ? <Text size="sm">{t('people.user.linkHereOnly')}</Text> : null}
              <CopyButton value={location.origin + issue.data.path}>
                {({ copied, copy }) => (
                  <Button size="xs" onClick={copy}>
                    {t(copied ? 'people.user.copied' : 'people.user.copy')}
                  </Button>
                )}
              </CopyButton>
            </Stack>
          </Alert>
        )}
      </div>
      {issue.error === null ? null : (
        <Alert color="red.9" role="alert" tabIndex={-1}>
          {problemText(t, issue.error)}
        </Alert>
      )}
    </Stack>
  );
}

/** The address in this browser, and so the one in the link, means another machine everywhere else. */
function isHereOnly(): boolean {
  return ['localhost', '[::1]'].includes(location.hostname) || location.hostname.startsWith('127.');
}
