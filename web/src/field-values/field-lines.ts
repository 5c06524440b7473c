import type { TFunction } from 'i18next';
import { hasMessage } from '../../../src/messages/index.ts';
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
    case 'text':
      return unnamed([plainText(value)]);
  }
}

/** A value in one line. */
export function fieldText(field: string, value: unknown, reader: Reader): string {
  const lines = fieldLines(field, value, reader);
  // A name is read as one, everything else that has several parts as a list.
  const between = field === 'name' ? ' ' : ', ';
  return lines.length === 0 ? reader.t('values.empty') : lines.map(({ text }) => text).join(between);
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

function timeText(value: unknown, { t, language }: Reader): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = value as Parameters<typeof appointmentWhen>[0]['time'];
  return appointmentWhen({ time }, t, language, zone);
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
