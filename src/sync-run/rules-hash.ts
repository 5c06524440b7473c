import { createHash } from 'node:crypto';
import type { FieldValue, ItemType } from '../model/index.ts';
import { canonicalText } from '../model/index.ts';
import type { ItemRules, WindowRule } from '../sync/index.ts';
import { DEFAULT_ITEM_RULES, PROJECTION_VERSION } from '../sync/index.ts';

/**
 * Fingerprint of everything that decides what a run does with an item that did not change. The window enters as
 * it was set and not as the day it means: a rolling window moves every night, and items that leave it only sleep. A rule
 * that came with a later version enters where it is not at its default: an upgrade alone compares nothing anew.
 */
export function rulesHash(itemType: ItemType, rules: ItemRules, from: WindowRule): string {
  const { afterCrmRestore, ...others } = rules;
  const text = canonicalText({
    rules: (afterCrmRestore === DEFAULT_ITEM_RULES.afterCrmRestore ? others : rules) as unknown as FieldValue,
    from: windowText(itemType, from),
    projection: PROJECTION_VERSION,
  });
  return createHash('sha256').update(text).digest('hex');
}

/** The window as it is stored with the scope: `all`, a date, or `lastMonths:3`. */
export function windowText(itemType: ItemType, from: WindowRule): string {
  if (itemType === 'contacts' || from.kind === 'all') return 'all';
  return from.kind === 'date' ? from.date : `lastMonths:${from.months}`;
}
