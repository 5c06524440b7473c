import { Anchor, Button, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ApiProblem } from '../../api/problem.ts';
import { Notice } from '../../form/notice.tsx';
import { problemText } from '../../format/problem-text.ts';
import { addressOf } from '../addresses.ts';
import type { Profile } from '../calls.ts';
import { changeProfile, PROFILES_KEY } from '../calls.ts';
import { placeOf } from '../form/server-address.ts';
import { ProfileStateLine } from '../profile-state-line.tsx';
import { DeleteProfileDialog } from './delete-profile-dialog.tsx';

interface Props {
  readonly profile: Profile;
  readonly onRemoved: () => void;
}

/** A profile in the list: what it is, how it stands, and the switch that stops it. */
export function ProfileCard({ profile, onRemoved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  /** What the switch was moved to, until the list says so itself. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const activate = useMutation({
    mutationFn: (active: boolean) => changeProfile(profile.name, profile.etag, { active }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: PROFILES_KEY });
      setWanted(null);
    },
  });
  return (
    <Paper p="md" shadow="xs" component="article" aria-label={profile.title}>
      <Stack gap="xs">
        <Group justify="space-between" align="start" gap="sm">
          <div className="shrinks">
            <Title order={2} size="h4">
              <Anchor component={Link} href={addressOf(profile.name, 'general')} inherit>
                {profile.title}
              </Anchor>
            </Title>
            <Text size="sm" c="gray.8" className="breaks">
              {serverText(t, profile.serverUrl)}
            </Text>
          </div>
          <Switch
            label={t('settings.list.active')}
            aria-label={t('settings.list.activeOf', { title: profile.title })}
            checked={wanted ?? profile.active}
            onChange={(event) => {
              setWanted(event.currentTarget.checked);
              activate.mutate(event.currentTarget.checked);
            }}
          />
        </Group>
        {activate.error === null ? null : <Notice tone="bad">{activationText(activate.error)}</Notice>}
        <Group justify="space-between">
          <Group gap="md">
            <Anchor component={Link} href={addressOf(profile.name, 'contacts')} size="sm">
              {t('settings.profile.contacts')}
            </Anchor>
            <Anchor component={Link} href={addressOf(profile.name, 'appointments')} size="sm">
              {t('settings.profile.appointments')}
            </Anchor>
            <Anchor component={Link} href={addressOf(profile.name, 'accounts')} size="sm">
              {t('settings.list.accounts', { count: profile.state.accounts })}
            </Anchor>
          </Group>
          <Button variant="default" size="compact-sm" onClick={() => setRemoving(true)}>
            {t('settings.remove.button')}
          </Button>
        </Group>
        {/* Below what can be pressed: it may take a second line at any moment. */}
        <ProfileStateLine profile={profile} />
      </Stack>
      {removing ? (
        <DeleteProfileDialog profile={profile} onClose={() => setRemoving(false)} onRemoved={onRemoved} />
      ) : null}
    </Paper>
  );

  function activationText(error: Error): string {
    return error instanceof ApiProblem && error.status === 412
      ? t('settings.list.changedMeanwhile')
      : problemText(t, error);
  }
}

function serverText(t: TFunction, serverUrl: string): string {
  const { serverPlace, mailDomain } = placeOf(serverUrl);
  return serverPlace === 'server' ? serverUrl : t('settings.list.foundByAutodiscover', { domain: mailDomain });
}
