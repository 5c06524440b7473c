import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../form/notice.tsx';
import { dayText } from '../../format/moment.ts';
import { useNow } from '../../format/use-now.ts';
import type { Profile } from '../calls.ts';

type Facts = NonNullable<NonNullable<NonNullable<Profile['oauth']>['certificate']>['facts']>;

const DAY_MS = 86_400_000;
/** Enough to have another one made and registered. */
const WARN_DAYS = 30;

/** Whose the stored certificate is, and how long it still signs in. */
export function ClientCertificate({ facts }: { readonly facts: Facts }) {
  const { t, i18n } = useTranslation();
  const now = useNow(DAY_MS / 24);
  const day = dayText(facts.validTo.slice(0, 10), i18n.language);
  const daysLeft = Math.floor((Date.parse(facts.validTo) - now) / DAY_MS);
  return (
    <div>
      <dl className="facts">
        <Text component="dt" size="sm">
          {t('settings.test.pin.subject')}
        </Text>
        <Text component="dd" size="sm">
          {facts.subject}
        </Text>
        <Text component="dt" size="sm">
          {t('settings.form.thumbprint')}
        </Text>
        <Text component="dd" size="sm">
          <code className="thumbprint">{facts.thumbprint}</code>
        </Text>
        <Text component="dt" size="sm">
          {t('settings.test.pin.validTo')}
        </Text>
        <Text component="dd" size="sm">
          {day}
        </Text>
      </dl>
      {daysLeft < 0 ? <Notice tone="bad">{t('settings.form.certificateExpired', { day })}</Notice> : null}
      {daysLeft >= 0 && daysLeft < WARN_DAYS ? (
        <Notice tone="care">{t('settings.form.certificateExpires', { count: daysLeft })}</Notice>
      ) : null}
    </div>
  );
}
