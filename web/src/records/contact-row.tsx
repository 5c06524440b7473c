import type { TFunction } from 'i18next';
import type { ContactFields } from '../api/records.ts';

export function contactName(fields: ContactFields, t: TFunction): string {
  const parts = [
    fields.name?.title,
    fields.name?.givenName,
    fields.name?.middleName,
    fields.name?.surname,
    fields.name?.suffix,
  ];
  const name = parts.filter(Boolean).join(' ');
  return (
    name ||
    fields.displayName ||
    fields.fileAs ||
    fields.companyName ||
    fields.email1?.address ||
    t('page.sides.unnamed')
  );
}

export function contactLines(fields: ContactFields): readonly string[] {
  const work = [fields.jobTitle, fields.companyName].filter(Boolean).join(' · ');
  const reach = [fields.email1?.address, fields.mobilePhone ?? fields.businessPhone].filter(Boolean).join(' · ');
  return [work, reach].filter((line) => line !== '');
}
