import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from './page-heading.tsx';

export function NoPage() {
  const { t } = useTranslation();
  return (
    <Stack>
      <PageHeading>{t('page.noPage.heading')}</PageHeading>
      <Text>{t('page.noPage.text')}</Text>
      <Link href="/">{t('page.noPage.home')}</Link>
    </Stack>
  );
}
