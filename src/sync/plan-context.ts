import type { FieldSpecs, Instant, ItemType, TimeZoneId } from '../model/index.ts';
import type { Frozen } from './frozen.ts';
import type { ItemRules } from './rules.ts';

/** What every pair of a scope is planned with. */
export interface PlanContext {
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  /** The fields that are compared and written. */
  readonly specs: FieldSpecs;
  /** When the plan is made: nobody is mailed about a meeting that has begun. */
  readonly now: Instant;
  /** The mailbox's: midnight that begins all-day appointments. */
  readonly zone: TimeZoneId;
  /** One side is not what it was: what is missing there proves nothing. */
  readonly frozen?: Frozen;
  /** Of a restored CRM: the mailbox is another one too, and what seems new in it may be what is missing. */
  readonly mailboxFollows?: true;
}
