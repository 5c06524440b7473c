import { Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { Notice } from '../form/notice.tsx';
import { problemText } from '../format/problem-text.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProfileAccounts } from './accounts/profile-accounts.tsx';
import type { ProfilePart } from './addresses.ts';
import { addressOf } from './addresses.ts';
import { BackToProfiles } from './back-to-profiles.tsx';
import { PROFILES_KEY, readProfile } from './calls.ts';
import { GeneralParameters } from './form/general-parameters.tsx';
import { ProfileStateLine } from './profile-state-line.tsx';
import { RulesOfItemType } from './rules/rules-of-item-type.tsx';
import { UnknownProfile } from './unknown-profile.tsx';

const PARTS: readonly ProfilePart[] = ['general', 'contacts', 'appointments', 'accounts'];
const STATE_EVERY_MS = 5_000;

/** One profile: its parts as pages of their own, under one heading. */
export function ProfilePage({ name, part }: { readonly name: string; readonly part: ProfilePart }) {
  const { t } = useTranslation();
  const read = useQuery({
    queryKey: [...PROFILES_KEY, name],
    queryFn: () => readProfile(name),
    refetchInterval: STATE_EVERY_MS,
  });
  if (read.error instanceof ApiProblem && read.error.status === 404) return <UnknownProfile />;
  const profile = read.data;
  return (
    <Stack gap="md">
      <BackToProfiles />
      {profile === undefined ? (
        <Unread error={read.error} />
      ) : (
        <>
          <PageHeading>{profile.title}</PageHeading>
          <nav aria-label={t('settings.profile.parts')} className="profile-parts">
            {PARTS.map((each) => (
              <Link
                key={each}
                className="profile-part"
                href={addressOf(name, each)}
                aria-current={each === part ? 'page' : undefined}
              >
                {t(`settings.profile.${each}`)}
              </Link>
            ))}
          </nav>
          {/* Below the links: it may take a second line at any moment. */}
          <ProfileStateLine profile={profile} />
          {part === 'general' ? <GeneralParameters profile={profile} /> : null}
          {part === 'contacts' || part === 'appointments' ? (
            <RulesOfItemType key={part} profile={profile} itemType={part} />
          ) : null}
          {part === 'accounts' ? <ProfileAccounts profile={profile} /> : null}
        </>
      )}
    </Stack>
  );
}

function Unread({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading>{t('settings.list.heading')}</PageHeading>
      {error === null ? (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden />
          <Text>{t('settings.profile.loading')}</Text>
        </Group>
      ) : (
        <Notice tone="bad" title={t('page.problem.heading')}>
          {problemText(t, error)}
        </Notice>
      )}
    </>
  );
}
