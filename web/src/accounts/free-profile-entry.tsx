import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AvailableProfile } from '../api/accounts.ts';

/** A profile on which the person has no account yet. */
export function FreeProfileEntry({ profile, user }: { readonly profile: AvailableProfile; readonly user: string }) {
  const { t } = useTranslation();
  const query = new URLSearchParams({ profile: profile.name, user });
  return (
    <Paper p="md" withBorder component="article" aria-label={profile.title}>
      <Stack gap="xs">
        <div>
          <Title order={2} size="h4" className="account-title">
            {profile.title}
          </Title>
          <Text size="sm" c="gray.8">
            {t('accounts.list.notConfigured')}
          </Text>
        </div>
        <Text size="sm">
          {t(profile.ownCredentials ? 'accounts.list.needsPassword' : 'accounts.list.needsMailbox')}
        </Text>
        <Group>
          <Button
            component={Link}
            href={`/accounts/new?${query}`}
            aria-label={t('accounts.list.configureProfile', { profile: profile.title })}
          >
            {t('accounts.list.configure')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
