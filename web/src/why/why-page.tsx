import { Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { problemText } from '../format/problem-text.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { searchAddress } from './addresses.ts';
import { searchItems } from './calls.ts';
import { FoundItemRow } from './found-item.tsx';

/** "Why?": a search over both sides and the memory, and for each match the sentence that answers it. */
export function WhyPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('q')?.trim() ?? '';
  const [typed, setTyped] = useState(asked);
  const answer = useQuery({
    queryKey: ['why', 'search', asked],
    queryFn: () => searchItems(asked),
    enabled: asked !== '',
  });
  const items = answer.data?.items ?? [];
  return (
    <Stack>
      <PageHeading>{t('why.heading')}</PageHeading>
      <Text>{t('why.explain')}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') navigate(searchAddress(typed.trim()));
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            label={t('why.search')}
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            flex="1 1 16rem"
            maw={480}
          />
          <Button type="submit">{t('why.find')}</Button>
        </Group>
      </form>
      {answer.error === null ? null : <Alert color="red.9">{problemText(t, answer.error)}</Alert>}
      <Text size="sm" role="status">
        {asked === ''
          ? ''
          : answer.isPending
            ? t('page.loading')
            : answer.isSuccess && items.length === 0
              ? t('why.none', { query: asked })
              : t('why.found', { count: items.length })}
      </Text>
      {items.length === 0 ? null : (
        <Paper p="md" shadow="xs">
          <ul className="plain-list" aria-label={t('why.heading')}>
            {items.map((item) => (
              <FoundItemRow key={`${item.account} ${item.crmId} ${item.exchangeId}`} item={item} />
            ))}
          </ul>
          {answer.data?.more === true ? <Text size="sm">{t('why.more')}</Text> : null}
        </Paper>
      )}
    </Stack>
  );
}
