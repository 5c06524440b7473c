import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addressOf } from '../settings/addresses.ts';
import { PROFILES_KEY, readProfiles } from '../settings/calls.ts';
import { ProfileStateLine } from '../settings/profile-state-line.tsx';

const OVERVIEW_EVERY_MS = 15_000;

/** How everybody's mailboxes stand, profile by profile: whom to look at is one step away. */
export function CompanyOverview() {
  const { t } = useTranslation();
  const profiles = useQuery({ queryKey: PROFILES_KEY, queryFn: readProfiles, refetchInterval: OVERVIEW_EVERY_MS });
  if (profiles.data === undefined) return null;
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="overview-heading">
      <Stack gap="xs">
        <Title order={2} size="h4" id="overview-heading">
          {t('page.overview.heading')}
        </Title>
        <ul className="plain-list">
          {profiles.data.map((profile) => (
            <li key={profile.name} className="record-row">
              <Text fw={600} component="span">
                <Anchor component={Link} href={`/settings/exchange${addressOf(profile.name, 'accounts')}`} inherit>
                  {profile.title}
                </Anchor>
                {' · '}
                {t('settings.list.accounts', { count: profile.state.accounts })}
              </Text>
              <ProfileStateLine profile={profile} />
            </li>
          ))}
        </ul>
      </Stack>
    </Paper>
  );
}
