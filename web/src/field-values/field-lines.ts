import type { TFunction } from 'i18next';
import { hasMessage, occurrencesInWords, recurrenceInWords } from '../../../src/messages/index.ts';
import type { AppointmentTime, Occurrences } from '../../../src/model/index.ts';
import { dayText } from '../format/moment.ts';
import { appointmentWhen } from '../records/appointment-row.tsx';
import { fieldKindOf, PARTS_OF } from './field-kind.ts';
import { photoText } from './photo-text.ts';

/** One line of a value; `name` says which part of the field it is, where a field has parts. */
export interface FieldLine {
  readonly name: string | null;
  readonly text: string;
}

export interface Reader {
  readonly t: TFunction;
  readonly language: string;
}

/** What a person calls a field. Of one that has no name here, its own. */
export function fieldName(t: TFunction, field: string): string {
  return hasMessage(`fields.${field}`) ? t(`fields.${field}`) : field;
}

/** A value of a field as a person reads it. @returns nothing for an empty one */
export function fieldLines(field: string, value: unknown, { t, language }: Reader): readonly FieldLine[] {
  if (value === null || value === undefined || value === '') return [];
  switch (fieldKindOf(field)) {
    case 'longText':
      return unnamed(String(value).split('\n'));
    case 'parts':
      return partLines(field, value, t);
    case 'set':
      return unnamed(Array.isArray(value) ? value.map(String).toSorted() : [String(value)]);
    case 'choice':
      return unnamed([choiceText(t, field, String(value))]);
    case 'minutes':
      return unnamed([t('values.minutesBefore', { count: Number(value) })]);
    case 'date':
      return unnamed([isDate(value) ? dayText(value, language) : String(value)]);
    case 'time':
      return unnamed([timeText(value, { t, language })]);
    case 'photo':
      return unnamed([photoText(value, { t, language })]);
    case 'occurrences':
      return occurrenceLines(value, { t, language });
    case 'people':
      return unnamed((Array.isArray(value) ? value : [value]).map((person) => personText(person, t)));
    case 'text':
      return unnamed([plainText(value)]);
  }
}

/** What stands where there is nothing. */
export function emptyText(field: string, t: TFunction): string {
  return t(fieldKindOf(field) === 'occurrences' ? 'values.asRule' : 'values.empty');
}

/** A value in one line. */
export function fieldText(field: string, value: unknown, reader: Reader): string {
  const lines = fieldLines(field, value, reader);
  if (lines.length === 0) return emptyText(field, reader.t);
  if (fieldKindOf(field) === 'occurrences') return lines.map(({ name, text }) => `${name}: ${text}`).join(' · ');
  // A name is read as one, everything else that has several parts as a list.
  return lines.map(({ text }) => text).join(field === 'name' ? ' ' : ', ');
}

export function choiceText(t: TFunction, field: string, value: string): string {
  const key = `values.choices.${field}.${value}`;
  return hasMessage(key) ? t(key) : value;
}

function unnamed(texts: readonly string[]): readonly FieldLine[] {
  return texts.map((text) => ({ name: null, text }));
}

function partLines(field: string, value: unknown, t: TFunction): readonly FieldLine[] {
  if (typeof value !== 'object' || value === null) return unnamed([String(value)]);
  const parts = value as Readonly<Record<string, unknown>>;
  return (PARTS_OF[field] ?? []).flatMap((part) => {
    const text = parts[part];
    return typeof text === 'string' && text !== '' ? [{ name: t(`values.parts.${part}`), text }] : [];
  });
}

/** Day by day. */
function occurrenceLines(value: unknown, reader: Reader): readonly FieldLine[] {
  const say = (field: string, own: unknown) => fieldText(field, own, reader);
  return occurrencesInWords(value as Occurrences, reader, say).map(({ day, text }) => ({ name: day, text }));
}

/** Who organizes a meeting has answered nothing. */
function personText(value: unknown, t: TFunction): string {
  const { name, address, response } = value as { name?: string | null; address: string; response?: string };
  const who = name ? `${name} <${address}>` : address;
  return response === undefined ? who : `${who}: ${t(`values.responses.${response}`)}`;
}

function timeText(value: unknown, { t, language }: Reader): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = value as Parameters<typeof appointmentWhen>[0]['time'];
  const rule = recurrenceInWords(value as AppointmentTime, { t, language }, zone);
  return rule ?? appointmentWhen({ time }, t, language, zone);
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Also of what this version of the page does not know: texts one after the other, never the notation. */
function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value)
    .filter((part) => part !== null && part !== '')
    .map(plainText)
    .join(', ');
}
