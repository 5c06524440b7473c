import type { Actor } from './actor.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * Who may do what:
 *
 * |             | read                | change fields | change owner, sharing, participants; delete |
 * |-------------|---------------------|---------------|---------------------------------------------|
 * | contact     | owner; all if shared | as read       | owner                                       |
 * | appointment | owner, participants | owner         | owner                                       |
 *
 * A shared contact is the company's: whoever sees it may correct it. Only its owner may take it away.
 */
export function mayRead(actor: Actor, record: StoredRecord): boolean {
  if (owns(actor, record)) return true;
  return record.shared || (actor.kind === 'user' && record.participantIds.includes(actor.userId));
}

export function mayChange(actor: Actor, record: StoredRecord): boolean {
  return owns(actor, record) || (record.itemType === 'contacts' && record.shared);
}

export function owns(actor: Actor, record: StoredRecord): boolean {
  return actor.kind === 'operator' || record.ownerId === actor.userId;
}

/** `mayRead` as a condition on `crm.records r`; `parameter` is the placeholder that holds `readerParameter(actor)`. */
export function readableCondition(parameter: string): string {
  return `(${parameter}::text IS NULL OR r.owner_id = ${parameter} OR r.shared OR ${parameter} = ANY (r.participant_ids))`;
}

export function readerParameter(actor: Actor): string | null {
  return actor.kind === 'operator' ? null : actor.userId;
}
