import type { ReasonCode } from '../reasons.ts';
import { reason } from '../reasons.ts';
import type { ItemRules } from '../rules.ts';
import type { MergeResult, PendingBecause, Reason, RowId } from '../step.ts';
import type { LiveCrm } from './steps.ts';

/** The first that a pending field names is told: what concerns the whole item before what concerns one field of it. */
const REASONS = {
  notOrganizer: 'not_organizer',
  meetingCancelled: 'meeting_cancelled',
  invitationsNever: 'invitations_never',
  private: 'private_content',
  toldByExchange: 'told_by_exchange',
  lastOccurrence: 'last_occurrence_waits',
  occurrencesLost: 'occurrences_lost',
  occurrencesApart: 'occurrences_apart',
  occurrencesWouldLose: 'occurrences_would_lose',
  occurrenceShared: 'occurrence_shared',
} as const satisfies Partial<Record<PendingBecause, ReasonCode>>;

/** What a pair waits for of which nothing travels. */
export function pendingReason(row: RowId, merge: MergeResult, crm: LiveCrm, rules: ItemRules): Reason {
  const waiting = Object.values(merge.outcomes).filter((outcome) => outcome.kind === 'pending');
  const named = new Set<string | undefined>(waiting.map(({ because }) => because));
  const fields = merge.pendingFields.length;
  for (const [because, code] of Object.entries(REASONS)) if (named.has(because)) return reason(row, code, { fields });
  const sides = waiting.map(({ changedOn }) => changedOn);
  const changedOn = sides.reduce((one, other) => (one === other ? one : 'both'));
  if (changedOn === 'exchange' && rules.updateExchangeToCrm && !crm.mayChange)
    return reason(row, 'record_not_changeable', { fields });
  return reason(row, 'update_rule_off', { changedOn, fields });
}
