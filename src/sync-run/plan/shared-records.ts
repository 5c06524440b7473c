import { editLeftAlone } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * M5: a record that other mailboxes are linked to, or that belongs to somebody else, is not this user's to delete.
 * Planned as what it becomes, so that nobody approves a deletion that does not happen: this mailbox lets go, the
 * record stays.
 */
export async function letGoOfShared(run: Run, planned: readonly PlannedUnit[]): Promise<readonly PlannedUnit[]> {
  const ids = planned.flatMap(({ unit, step }) => (step.kind === 'deleteInCrm' ? (unit.record?.id ?? []) : []));
  if (ids.length === 0) return planned;
  const elsewhere = await run.ports.store.countOtherScopesLinkedTo(run.scope.id, ids);
  return planned.map((candidate) => {
    const { unit, step } = candidate;
    if (step.kind !== 'deleteInCrm' || unit.record === null) return candidate;
    const shared = (elsewhere.get(unit.record.id) ?? 0) > 0;
    if (!shared && unit.record.ownerId === run.ports.crm.user.id) return candidate;
    const review = shared ? 'record_shared' : 'record_of_other_owner';
    const leftAlone = recordEditLeftAlone(run, unit);
    return { unit, step: { kind: 'detach', reason: step.reason, to: 'DET_C', review, leftAlone } };
  });
}

/** Of the record of a pair that this mailbox lets go. */
export function recordEditLeftAlone(run: Run, { link, crm }: Unit): string | null {
  return link === null || crm.kind !== 'live' ? null : editLeftAlone(link, { side: 'crm', item: crm }, run.plan);
}
