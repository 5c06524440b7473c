import { Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { conflictsOfAddress } from '../conflicts/addresses.ts';
import { ConflictInbox } from '../conflicts/conflict-inbox.tsx';

/** The conflicts of one account that nobody has looked at yet. */
export function ConflictList({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="conflicts-heading">
      <Stack gap="sm">
        <Title order={2} size="h5" id="conflicts-heading">
          {t('conflicts.heading')}
        </Title>
        <Text size="sm">{t('conflicts.explain')}</Text>
        <ConflictInbox state="open" itemType={null} account={account} />
        <Link href={conflictsOfAddress(account)} className="text-link small-link">
          {t('conflicts.filter.alsoDecided')}
        </Link>
      </Stack>
    </Paper>
  );
}
