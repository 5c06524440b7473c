import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../shell/page-heading.tsx';
import { BackToProfiles } from './back-to-profiles.tsx';

export function UnknownProfile() {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <BackToProfiles />
      <PageHeading>{t('settings.list.heading')}</PageHeading>
      <Text>{t('settings.profile.unknown')}</Text>
    </Stack>
  );
}
