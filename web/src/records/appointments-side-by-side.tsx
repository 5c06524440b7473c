import { Button, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentRecord } from '../api/records.ts';
import { listMailbox, listRecords } from '../api/records.ts';
import type { AccountStatus } from '../api/status.ts';
import { readUser } from '../api/users.ts';
import { problemText } from '../format/problem-text.ts';
import { appointmentLines, appointmentTitle } from './appointment-lines.ts';
import { ItemBadges } from './item-badges.tsx';
import { OpenedAppointment } from './opened-appointment.tsx';
import { MAILBOX_EVERY_MS, SEARCH_DELAY_MS } from './rhythm.ts';
import { SideList } from './side-list.tsx';
import { useSideRows } from './use-side-rows.ts';

export function AppointmentsSideBySide({ account }: { readonly account: AccountStatus }) {
  const { t, i18n } = useTranslation();
  const user = account.user.name;
  const owner = useQuery({ queryKey: ['users', user], queryFn: () => readUser(user), staleTime: 60_000 });
  const zone = owner.data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const [open, setOpen] = useState<AppointmentRecord | 'new' | null>(null);
  const crm = useSideRows({
    key: ['crm', 'appointments', user, wanted],
    read: (limit) => listRecords('appointments', user, wanted, limit),
    every: false,
  });
  const mailbox = useSideRows({
    key: ['mailbox', 'appointments', account.name],
    read: (limit) => listMailbox('appointments', account.name, limit),
    every: MAILBOX_EVERY_MS,
  });
  const records = crm.page?.records ?? [];
  const items = mailbox.page?.items ?? [];
  const hasMore = (shown: number, total: number | undefined) => total !== undefined && shown < total;
  const reader = { t, language: i18n.language, zone };
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
          asked={{ account: account.name, itemType: 'appointments', side: 'crm' }}
          heading={t('page.sides.crmAppointments')}
          rows={records.map(({ id, version, fields, notSynchronised, exchangeLimit }) => ({
            id,
            version,
            title: appointmentTitle(fields, t),
            lines: appointmentLines(fields, exchangeLimit, reader),
            badge: (
              <ItemBadges
                categories={fields.categories}
                notSynchronised={notSynchronised}
                meeting={(fields.attendees ?? []).length > 0 ? 'meeting' : null}
              />
            ),
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
          onOpen={(id) =>
            setOpen(records.find((record) => record.id === id && record.notSynchronised === null) ?? null)
          }
        />
        <SideList
          asked={{ account: account.name, itemType: 'appointments', side: 'exchange' }}
          heading={t('page.sides.exchangeAppointments')}
          rows={items.map(({ id, changeKey, fields, categories, notSynchronised, meeting }) => ({
            id,
            version: changeKey ?? '',
            title: appointmentTitle(fields, t),
            lines: appointmentLines(fields, null, reader),
            badge: (
              <ItemBadges
                categories={categories}
                notSynchronised={notSynchronised}
                meeting={meeting === null ? null : meeting.isCancelled ? 'cancelledMeeting' : 'meeting'}
              />
            ),
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
      {open === null ? null : <OpenedAppointment user={user} zone={zone} opened={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
