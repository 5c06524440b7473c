import type { TFunction } from 'i18next';

/** Any value of a field in one line: texts as they are, records as their texts one after the other. */
export function valueText(value: unknown, t: TFunction): string {
  const texts = textsOf(value);
  return texts.length === 0 ? t('page.conflicts.noValue') : texts.join(', ');
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
