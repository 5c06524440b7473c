import { Button, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '../api/records.ts';
import { listMailbox, listRecords, photoAddress } from '../api/records.ts';
import type { AccountStatus } from '../api/status.ts';
import { problemText } from '../format/problem-text.ts';
import { ContactForm } from './contact-form.tsx';
import { contactLines, contactName } from './contact-row.tsx';
import { ItemBadges } from './item-badges.tsx';
import { MAILBOX_EVERY_MS, SEARCH_DELAY_MS } from './rhythm.ts';
import { SideList } from './side-list.tsx';
import { useSideRows } from './use-side-rows.ts';

export function ContactsSideBySide({ account }: { readonly account: AccountStatus }) {
  const { t } = useTranslation();
  const user = account.user.name;
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const [open, setOpen] = useState<ContactRecord | 'new' | null>(null);
  const crm = useSideRows({
    key: ['crm', 'contacts', user, wanted],
    read: (limit) => listRecords('contacts', user, wanted, limit),
    every: false,
  });
  const mailbox = useSideRows({
    key: ['mailbox', 'contacts', account.name],
    read: (limit) => listMailbox('contacts', account.name, limit),
    every: MAILBOX_EVERY_MS,
  });
  const records = crm.page?.records ?? [];
  const items = mailbox.page?.items ?? [];
  const hasMore = (shown: number, total: number | undefined) => total !== undefined && shown < total;
  return (
    <Stack>
      <TextInput
        label={t('page.sides.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        type="search"
        maw={420}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SideList
          asked={{ account: account.name, itemType: 'contacts', side: 'crm' }}
          heading={t('page.sides.crmContacts')}
          rows={records.map(({ id, version, ownerId, fields }) => ({
            id,
            version,
            title: contactName(fields, t),
            lines: contactLines(fields),
            photo: photoAddress({ id, fields }, user),
            badge: <ItemBadges categories={fields.categories} ofColleague={ownerId !== account.user.id} />,
          }))}
          total={crm.page?.total ?? null}
          loading={crm.loading}
          problem={crm.error === null ? null : problemText(t, crm.error)}
          emptyText={wanted === '' ? t('page.sides.empty') : t('page.sides.nothingFound', { search: wanted })}
          action={
            <Button size="compact-sm" onClick={() => setOpen('new')}>
              {t('page.sides.add')}
            </Button>
          }
          onMore={hasMore(records.length, crm.page?.total) ? crm.more : null}
          onOpen={(id) => setOpen(records.find((record) => record.id === id) ?? null)}
        />
        <SideList
          asked={{ account: account.name, itemType: 'contacts', side: 'exchange' }}
          heading={t('page.sides.exchangeContacts')}
          rows={items.map(({ id, changeKey, fields, categories, notSynchronised }) => ({
            id,
            version: changeKey ?? '',
            title: contactName(fields, t),
            lines: contactLines(fields),
            badge: <ItemBadges categories={categories} notSynchronised={notSynchronised} />,
          }))}
          total={mailbox.page?.total ?? null}
          loading={mailbox.loading}
          problem={mailbox.error === null ? null : t('page.sides.unreachable', { why: problemText(t, mailbox.error) })}
          emptyText={t('page.sides.empty')}
          action={null}
          onMore={hasMore(items.length, mailbox.page?.total) ? mailbox.more : null}
          onOpen={null}
        />
      </SimpleGrid>
      {open === null ? null : (
        <ContactForm user={user} record={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}
