import type { Fields, Instant, ItemType, TimeZoneId } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import type { TakesPart } from '../state.ts';
import { isBeforeWindow } from '../window.ts';
import { isLeftOut } from './left-out-as-private.ts';

export interface CrmFacts {
  readonly itemType: ItemType;
  readonly fields: Fields;
  readonly ownerId: string;
  readonly shared: boolean;
  readonly lists: readonly string[];
  readonly participantIds: readonly string[];
  readonly notSynchronised: 'series' | null;
}

/** `left`: readable, but not (or no longer) this user's. For a linked pair that is evidence, for a new record a filter. */
export type CrmTakesPart = TakesPart | { readonly kind: 'left' };

export function crmTakesPart(
  facts: CrmFacts,
  rules: ItemRules,
  userId: string,
  windowFrom: Instant | null,
  zone: TimeZoneId,
): CrmTakesPart {
  if (!belongsTo(facts, rules, userId)) return { kind: 'left' };
  if (facts.notSynchronised !== null) return { kind: 'excluded', reason: facts.notSynchronised };
  if (isLeftOut(facts, rules)) return { kind: 'excluded', reason: 'private' };
  if (facts.itemType === 'appointments' && isBeforeWindow(facts.fields, windowFrom, zone)) return { kind: 'out' };
  return { kind: 'yes' };
}

/** Appointments follow the people in them; only contacts can be chosen by sharing or list. */
function belongsTo(facts: CrmFacts, rules: ItemRules, userId: string): boolean {
  if (facts.itemType === 'appointments') return facts.ownerId === userId || facts.participantIds.includes(userId);
  switch (rules.crmItems.kind) {
    case 'own':
      return facts.ownerId === userId;
    case 'ownAndShared':
      return facts.ownerId === userId || facts.shared;
    case 'list':
      return facts.lists.includes(rules.crmItems.list);
  }
}
