import { Alert, Button, Paper, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../api/users.ts';
import { readAudit } from '../api/users.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { auditText } from './audit-text.ts';

const PAGE_SIZE = 50;
const KINDS = ['all', 'person', 'profile', 'account', 'configuration', 'session'] as const;
type Kind = (typeof KINDS)[number];

/** What was done, by whom, to what. */
export function AuditPage() {
  const { t, i18n } = useTranslation();
  const [kind, setKind] = useState<Kind>('all');
  const pages = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => readAudit(pageParam, PAGE_SIZE),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const shown = entries.filter((entry) => kind === 'all' || kindOf(entry) === kind);
  return (
    <Stack>
      <PageHeading>{t('people.auditPage.heading')}</PageHeading>
      <Text>{t('people.auditPage.explain')}</Text>
      <Select
        label={t('people.auditPage.filter')}
        data={KINDS.map((value) => ({ value, label: t(`people.auditPage.filters.${value}`) }))}
        value={kind}
        onChange={(chosen) => setKind(chosen ?? 'all')}
        allowDeselect={false}
        maw={320}
      />
      {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
      {pages.isPending ? <Text>{t('page.loading')}</Text> : null}
      {pages.data === undefined ? null : (
        <Paper p="md" shadow="xs">
          {shown.length > 0 ? null : (
            <Text role="status">
              {t(entries.length === 0 ? 'people.auditPage.empty' : 'people.auditPage.nothingOfKind')}
            </Text>
          )}
          <ol className="plain-list" aria-label={t('people.auditPage.heading')}>
            {shown.map((entry) => (
              <li key={entry.id} className="record-row audit-row">
                <time dateTime={entry.at} title={entry.at}>
                  {momentText(entry.at, i18n.language)}
                </time>
                <span>{auditText(t, entry)}</span>
              </li>
            ))}
          </ol>
          {pages.hasNextPage ? (
            <Button
              variant="default"
              mt="md"
              onClick={() => void pages.fetchNextPage()}
              loading={pages.isFetchingNextPage}
            >
              {t('people.auditPage.older')}
            </Button>
          ) : null}
        </Paper>
      )}
    </Stack>
  );
}

function kindOf({ action, object }: AuditEntry): Exclude<Kind, 'all'> {
  if (action === 'signed_in' || action === 'signed_out' || action === 'sign_in_refused') return 'session';
  return object?.kind ?? 'session';
}
