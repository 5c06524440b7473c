import { Button, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Notice } from '../../form/notice.tsx';
import { problemText } from '../../format/problem-text.ts';
import { PageHeading } from '../../shell/page-heading.tsx';
import { NEW_PROFILE } from '../addresses.ts';
import { PROFILES_KEY, readProfiles } from '../calls.ts';
import { ProfileCard } from './profile-card.tsx';

const STATE_EVERY_MS = 5_000;

export function ProfileListPage() {
  const { t } = useTranslation();
  const read = useQuery({ queryKey: PROFILES_KEY, queryFn: readProfiles, refetchInterval: STATE_EVERY_MS });
  const [removed, setRemoved] = useState<string | null>(null);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="start">
        <div>
          <PageHeading>{t('settings.list.heading')}</PageHeading>
          <Text c="gray.8">{t('settings.list.explain')}</Text>
        </div>
        <Button component={Link} href={NEW_PROFILE}>
          {t('settings.list.newProfile')}
        </Button>
      </Group>
      <div role="status">
        {removed === null ? null : <Notice tone="good">{t('settings.remove.done', { title: removed })}</Notice>}
        {read.isPending ? (
          <Group gap="sm">
            <Loader size="sm" aria-hidden />
            <Text>{t('settings.list.loading')}</Text>
          </Group>
        ) : null}
      </div>
      {read.error === null ? null : (
        <Notice tone="bad" title={t('page.problem.heading')}>
          {problemText(t, read.error)}
        </Notice>
      )}
      {read.data?.length === 0 ? <NoProfiles /> : null}
      <ul className="profile-list">
        {read.data?.map((profile) => (
          <li key={profile.name}>
            <ProfileCard profile={profile} onRemoved={() => setRemoved(profile.title)} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function NoProfiles() {
  const { t } = useTranslation();
  return (
    <Paper p="lg" withBorder>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('settings.list.emptyHeading')}
        </Title>
        <Text maw={640}>{t('settings.list.empty')}</Text>
      </Stack>
    </Paper>
  );
}
