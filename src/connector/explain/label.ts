import type { Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';

/** What a person calls the item: content, shown to who asked and never logged. */
export function labelOf(fields: Fields): string | null {
  const direct = textOf(fields, 'displayName') ?? textOf(fields, 'subject');
  if (direct !== null) return direct;
  const name = partsOf(valueOf(fields, 'name'));
  const full = [name['givenName'], name['surname']].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return full !== '' ? full : (textOf(fields, 'companyName') ?? addressesOf(fields)[0] ?? null);
}

export function addressesOf(fields: Fields): readonly string[] {
  return ['email1', 'email2', 'email3'].flatMap((field) => {
    const { address } = partsOf(valueOf(fields, field));
    return typeof address === 'string' && address !== '' ? [address] : [];
  });
}

/** Everything by which a person would look for the item, folded for comparison. */
export function searchTextOf(fields: Fields): string {
  const name = Object.values(partsOf(valueOf(fields, 'name'))).filter((part) => typeof part === 'string');
  return foldText(
    [labelOf(fields) ?? '', ...name, textOf(fields, 'companyName') ?? '', ...addressesOf(fields)].join(' '),
  );
}

/** `Müller` and `muller` are the same to who searches. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

function textOf(fields: Fields, field: string): string | null {
  const value = valueOf(fields, field);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function partsOf(value: FieldValue): Readonly<Record<string, FieldValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, FieldValue>>)
    : {};
}
