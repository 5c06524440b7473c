import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { changedFields } from '../../form/three-way.ts';
import { PageHeading } from '../../shell/page-heading.tsx';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import { addressOf } from '../addresses.ts';
import { BackToProfiles } from '../back-to-profiles.tsx';
import { createProfile, PROFILES_KEY } from '../calls.ts';
import { ConnectionTestPanel } from './connection-test-panel.tsx';
import { FaultSummary } from './fault-summary.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { newProfileOf, valuesOf } from './profile-values.ts';
import { useProfileForm } from './use-profile-form.ts';

export function NewProfilePage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const checked = useProfileForm(null);
  const { form } = checked;
  const guard = useUnsavedGuard(changedFields(valuesOf(null), form.values).length > 0);
  const [refusal, setRefusal] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: () => createProfile(newProfileOf(form.getValues())),
    onSuccess: (profile) => {
      guard.release();
      queries.setQueryData([...PROFILES_KEY, profile.name], profile);
      void queries.invalidateQueries({ queryKey: PROFILES_KEY, exact: true });
      navigate(addressOf(profile.name, 'general'), { state: { created: profile.name } });
    },
    onError: (error) => setRefusal(checked.showRefusal(error)),
  });
  return (
    <Stack gap="md">
      <BackToProfiles />
      <div>
        <PageHeading>{t('settings.form.newHeading')}</PageHeading>
        <Text c="gray.8">{t('settings.form.newExplain')}</Text>
      </div>
      <div className="settings-columns">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setRefusal(null);
            if (checked.check('all')) create.mutate();
          }}
        >
          <Stack gap="md">
            <ProfileFields form={form} stored={null} />
            <div className="form-actions">
              <FaultSummary form={form} general={refusal} />
              <Group justify="flex-end" gap="sm">
                <Button variant="default" component={Link} href="/">
                  {t('page.cancel')}
                </Button>
                <Button type="submit" loading={create.isPending}>
                  {t('settings.form.create')}
                </Button>
              </Group>
            </div>
          </Stack>
        </form>
        <ConnectionTestPanel checked={checked} stored={null} />
      </div>
    </Stack>
  );
}
