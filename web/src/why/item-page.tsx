import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import { agoText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import { Section } from '../people/section.tsx';
import { JournalRow } from '../runs/journal-row.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import type { AskedItem } from './addresses.ts';
import { itemOf } from './addresses.ts';
import type { ItemExplanation } from './calls.ts';
import { explainItem } from './calls.ts';
import { ItemFields } from './item-fields.tsx';
import { ItemSides } from './item-sides.tsx';
import { ItemStanding } from './item-standing.tsx';

/** All about one item: how it stands, what the next run makes of it, and what would change that. */
export function WhyItemPage() {
  const { t } = useTranslation();
  const asked = itemOf(useSearch());
  if (asked !== null) return <Explained asked={asked} />;
  return (
    <Stack>
      <Back />
      <PageHeading>{t('why.item.headingUnnamed')}</PageHeading>
      <Text>{t('why.item.unknownAddress')}</Text>
    </Stack>
  );
}

function Back() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} href="/why" size="sm">
      ← {t('why.item.back')}
    </Anchor>
  );
}

function Explained({ asked }: { readonly asked: AskedItem }) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  const answer = useQuery({
    queryKey: ['why', 'item', asked],
    queryFn: () => explainItem(asked),
    retry: false,
    // Both sides are asked, so not again without being asked to.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = answer;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Back />
        <PageHeading>{data?.label ?? t('why.item.headingUnnamed')}</PageHeading>
        {data === undefined ? null : (
          <Group gap="sm">
            <Text size="sm" c="gray.8" className="breaks">
              {t(`page.state.${data.itemType}`)} · {t('why.account', { account: data.account })} ·{' '}
              {t('why.item.readAt', { when: agoText(data.readAt, i18n.language, now) })}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void answer.refetch()}
              loading={answer.isFetching}
            >
              {t('why.item.again')}
            </Button>
          </Group>
        )}
      </Stack>
      {answer.error === null ? null : (
        <Alert color="red.9" role="alert">
          {problemText(t, answer.error)}
        </Alert>
      )}
      {answer.isPending ? <Text>{t('page.loading')}</Text> : null}
      {data === undefined ? null : (
        <>
          <ItemStanding item={data} />
          <ItemSides item={data} />
          <ItemFields item={data} />
          <History item={data} />
        </>
      )}
    </Stack>
  );
}

function History({ item }: { readonly item: ItemExplanation }) {
  const { t } = useTranslation();
  return (
    <Section heading={t('why.item.history')}>
      {item.journal.length === 0 ? (
        <Text size="sm">{t('why.item.noHistory')}</Text>
      ) : (
        <ol className="plain-list" aria-label={t('why.item.history')}>
          {item.journal.map((entry) => (
            <JournalRow key={entry.id} entry={{ ...entry, itemType: item.itemType, label: null }} dated />
          ))}
        </ol>
      )}
    </Section>
  );
}
