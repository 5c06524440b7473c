import type { FieldSpecs, Fields } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import { isPersonal } from '../meetings/closed-by-meeting.ts';
import { baseOf, changedFields, withoutTold } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import type { Link } from '../state.ts';
import { textHash } from '../text-hash.ts';
import type { LiveCrm, LiveExchange } from './steps.ts';

/** The item that is still there, and the side that it is on. */
export type Survivor =
  | { readonly side: 'exchange'; readonly item: LiveExchange }
  | { readonly side: 'crm'; readonly item: LiveCrm };

/** Whether somebody worked on the survivor since the two were last in step. */
export function isEdited(link: Link, survivor: Survivor, { specs }: PlanContext): boolean {
  return editBeside(specs, baseOfSurvivor(link, survivor), survivor.item.fields) !== null;
}

/** One edit of a survivor: the same values give the same fingerprint, whatever the version says. */
export function fingerprintOf(specs: FieldSpecs, fields: Fields): string {
  return textHash(canonicalText(baseOf(withoutTold(specs), fields)));
}

/** The edit that fields show beside the base of their side, by its fingerprint; `null` where nobody worked on them. */
export function editBeside(specs: FieldSpecs, base: Fields, fields: Fields): string | null {
  return changedFields(withoutTold(specs), base, fields).length > 0 ? fingerprintOf(specs, fields) : null;
}

/**
 * The edit that goes with a pair that is let go, for the link to remember. It is from before the pair was let go: met
 * again by a later look it would be taken for an edit of the survivor, and make the counterpart anew (D2, D3).
 */
export function editLeftAlone(link: Link, survivor: Survivor, { specs }: PlanContext): string | null {
  return editBeside(specs, baseOfSurvivor(link, survivor), survivor.item.fields);
}

/**
 * M5: what a calendar has for itself, and nobody agreed on with a colleague's record, is as it was there. It is no edit that
 * speaks for the meeting.
 */
function baseOfSurvivor({ baseCrm, baseExchange }: Link, { side, item }: Survivor): Fields {
  const base = side === 'exchange' ? baseExchange : baseCrm;
  const isColleagues = side === 'exchange' ? item.meeting?.role === 'attendee' : !item.mayChange;
  if (!isColleagues) return base;
  const own = Object.entries(item.fields).filter(
    ([name]) => isPersonal(name) && !(name in baseCrm) && !(name in baseExchange),
  );
  return { ...base, ...Object.fromEntries(own) };
}
