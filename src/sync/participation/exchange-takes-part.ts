import type { Fields, Instant, ItemType, TimeZoneId } from '../../model/index.ts';
import { hasCategory } from '../categories.ts';
import type { ItemRules } from '../rules.ts';
import type { TakesPart } from '../state.ts';
import { isBeforeWindow } from '../window.ts';
import { isLeftOut } from './left-out-as-private.ts';

export interface ExchangeFacts {
  readonly itemType: ItemType;
  readonly fields: Fields;
  /** All that are on the item, the profile's own included. */
  readonly categories: readonly string[];
  readonly notSynchronised: 'series' | null;
}

export function exchangeTakesPart(
  facts: ExchangeFacts,
  rules: ItemRules,
  windowFrom: Instant | null,
  zone: TimeZoneId,
): TakesPart {
  if (facts.notSynchronised !== null) return { kind: 'excluded', reason: facts.notSynchronised };
  if (isLeftOut(facts, rules)) return { kind: 'excluded', reason: 'private' };
  if (!passesFilter(facts.categories, rules)) return { kind: 'excluded', reason: 'filter' };
  if (facts.itemType === 'appointments' && isBeforeWindow(facts.fields, windowFrom, zone)) return { kind: 'out' };
  return { kind: 'yes' };
}

function passesFilter(categories: readonly string[], rules: ItemRules): boolean {
  switch (rules.exchangeItems.kind) {
    case 'all':
      return true;
    case 'onlyCategory':
      return hasCategory(categories, rules.exchangeItems.category);
    case 'allButCategory':
      return !hasCategory(categories, rules.exchangeItems.category);
  }
}
