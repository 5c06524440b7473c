import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../access/session.tsx';

/** Whose values count after a restore of the CRM is no part of a plan: it says where that is chosen, and takes administrators there. */
export function RestoreChoice({ profile }: { readonly profile: string }) {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  return (
    <Text size="sm">
      {t('accounts.plan.restoreChoice')}{' '}
      {isAdministrator ? (
        <Link href={`/settings/exchange/${encodeURIComponent(profile)}/general`} className="text-link">
          {t('accounts.plan.restoreChoiceToProfile')}
        </Link>
      ) : null}
    </Text>
  );
}
