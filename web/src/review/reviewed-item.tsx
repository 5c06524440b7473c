import { Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ReviewedItem } from '../api/review.ts';
import { appointmentLines, appointmentTitle } from '../records/appointment-lines.ts';
import { contactLines, contactName } from '../records/contact-row.tsx';

/** The item of one side, with what tells it from others of the same name. */
export function ReviewedItemText({ item }: { readonly item: ReviewedItem }) {
  const { t, i18n } = useTranslation();
  const { contact, appointment } = item;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (contact !== null) return <Lines title={contactName(contact, t)} lines={contactLines(contact)} />;
  if (appointment !== null) {
    const lines = appointmentLines(appointment, null, { t, language: i18n.language, zone });
    return <Lines title={appointmentTitle(appointment, t)} lines={lines} />;
  }
  return <Lines title={t('page.review.contentUnknown')} lines={[]} />;
}

/** In one line. */
export function reviewedName({ contact, appointment }: ReviewedItem, t: TFunction): string {
  if (contact !== null) return contactName(contact, t);
  return appointment === null ? t('page.review.contentUnknown') : appointmentTitle(appointment, t);
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <Text fw={600}>{title}</Text>
      {lines.map((line) => (
        <Text size="sm" c="gray.8" key={line}>
          {line}
        </Text>
      ))}
    </div>
  );
}
