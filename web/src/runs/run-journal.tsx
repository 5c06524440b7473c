import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { JournalRow } from './journal-row.tsx';
import { useRunJournal } from './use-run-journal.ts';

/** What a run wrote, page by page: where, and what was overwritten with what. */
export function RunJournal({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const { entries, ...pages } = useRunJournal(run);
  return (
    <Section heading={t('plans.journal.heading')}>
      <Stack gap="sm">
        {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
        {pages.isPending ? <Text size="sm">{t('page.loading')}</Text> : null}
        {pages.isSuccess ? (
          <Text size="sm">{t(entries.length === 0 ? 'plans.journal.empty' : 'plans.journal.explain')}</Text>
        ) : null}
        {entries.length === 0 ? null : (
          <ol className="plain-list" aria-label={t('plans.journal.heading')}>
            {entries.map((entry) => (
              <JournalRow key={entry.id} account={run.account} entry={entry} />
            ))}
          </ol>
        )}
        {pages.hasNextPage ? (
          <Group>
            <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {t('plans.journal.more')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Section>
  );
}
