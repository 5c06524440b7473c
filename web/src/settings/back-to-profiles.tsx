import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

export function BackToProfiles() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} href="/" size="sm">
      ← {t('settings.profile.back')}
    </Anchor>
  );
}
