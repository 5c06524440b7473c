import { localeOf, occurrencesInWords, recurrenceInWords, timeInWords } from '../../messages/index.ts';
import type { AppointmentTime, ContactPhoto, FieldValue, Occurrences } from '../../model/index.ts';
import { readPhoto } from '../../model/index.ts';
import type { Terminal } from '../terminal.ts';

/** Of one line; `--json` has values whole. */
const LONGEST = 200;

/** In the order in which people say what a name or an address consists of, whatever the order in which it is kept. */
const SAID_IN_ORDER =
  'title givenName middleName surname suffix initials address name street postalCode city state country'.split(' ');

/** The value of a field on one line: what an address or a name consists of is strung together. */
export function valueText(speaker: Pick<Terminal, 't' | 'language'>, field: string, value: unknown): string {
  const text = oneLine(speaker, field, value).replaceAll(/\s+/g, ' ').trim();
  if (text === '') return speaker.t(field === 'occurrences' ? 'values.asRule' : 'values.empty');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function oneLine(speaker: Pick<Terminal, 't' | 'language'>, field: string, value: unknown): string {
  const photo = readPhoto(value as FieldValue);
  if (photo !== null) return photoText(photo, speaker);
  if (value !== null && field === 'time') return appointmentTimeText(speaker, value as AppointmentTime);
  if (value !== null && field === 'occurrences') {
    const say = (part: string, partValue: unknown) => valueText(speaker, part, partValue);
    const days = occurrencesInWords(value as Occurrences, speaker, say);
    return days.map(({ day, text }) => `${day}: ${text}`).join(' · ');
  }
  return partsOf(value).join(isName(value) ? ' ' : ', ');
}

function appointmentTimeText(speaker: Pick<Terminal, 't' | 'language'>, time: AppointmentTime): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return recurrenceInWords(time, speaker) ?? timeInWords(time, speaker, zone);
}

function partsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object') return [String(value)];
  const parts = Object.entries(value).toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  return parts.flatMap(([, part]) => partsOf(part));
}

function placeOf(part: string): number {
  return SAID_IN_ORDER.indexOf(part);
}

function photoText(
  { mediaType, bytes, digest }: ContactPhoto,
  { t, language }: Pick<Terminal, 't' | 'language'>,
): string {
  const form = mediaType.replace('image/', '').toUpperCase();
  const size = new Intl.NumberFormat(localeOf(language), {
    style: 'unit',
    unit: 'kilobyte',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(bytes / 1000);
  return t('values.photo', { form, size, mark: digest.slice(0, 6) });
}

function isName(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('givenName' in value || 'surname' in value);
}
