import { Button, Group, Paper, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { ItemType } from '../../../src/model/index.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ConflictInbox } from './conflict-inbox.tsx';

const STATES = ['open', 'decided'] as const;
const ITEM_TYPES = ['contacts', 'appointments'] as const;

/** The conflict inbox: what nobody has looked at yet, and what was decided. */
export function ConflictsPage() {
  const { t } = useTranslation();
  const account = new URLSearchParams(useSearch()).get('account');
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [itemType, setItemType] = useState<ItemType | null>(null);
  return (
    <Stack>
      <PageHeading>{t('conflicts.heading')}</PageHeading>
      <Text>{t('conflicts.explain')}</Text>
      <Group align="end" gap="md">
        <Group gap="xs" role="group" aria-label={t('conflicts.filter.state')}>
          {STATES.map((each) => (
            <Button
              key={each}
              variant={each === state ? 'filled' : 'default'}
              aria-pressed={each === state}
              onClick={() => setState(each)}
            >
              {t(`conflicts.filter.${each}`)}
            </Button>
          ))}
        </Group>
        <Select
          label={t('conflicts.filter.itemType')}
          data={[
            { value: 'both', label: t('conflicts.filter.both') },
            ...ITEM_TYPES.map((value) => ({ value, label: t(`page.state.${value}`) })),
          ]}
          value={itemType ?? 'both'}
          onChange={(chosen) => setItemType(ITEM_TYPES.find((each) => each === chosen) ?? null)}
          allowDeselect={false}
          w={220}
        />
      </Group>
      {account === null ? null : (
        <Text size="sm">
          {t('conflicts.inList.account', { account })} ·{' '}
          <Link href="/conflicts">{t('conflicts.filter.allAccounts')}</Link>
        </Text>
      )}
      <Paper p="md" shadow="xs">
        <ConflictInbox state={state} itemType={itemType} account={account} />
      </Paper>
    </Stack>
  );
}
