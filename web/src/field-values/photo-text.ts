import { readPhoto } from '../../../src/model/contact/contact-photo.ts';
import type { FieldValue } from '../../../src/model/index.ts';
import type { Reader } from './field-lines.ts';

/** What kind of picture it is, and how large; the beginning of its digest tells two of the same size apart. */
export function photoText(value: unknown, { t, language }: Reader): string {
  const photo = readPhoto(value as FieldValue);
  if (photo === null) return t('values.empty');
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });
  return t('values.photo', {
    form: photo.mediaType.replace('image/', '').toUpperCase(),
    size: size.format(photo.bytes / 1000),
    mark: photo.digest.slice(0, 6),
  });
}
