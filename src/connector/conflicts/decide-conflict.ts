import type { CrmRecord } from '../../crm/port.ts';
import type { FieldValue, Side } from '../../model/index.ts';
import { ConnectorError, synchronisedFields, valueOf } from '../../model/index.ts';
import type { JournalEntry } from '../../store/index.ts';
import { sidesAsCrmKeeps } from '../../sync-run/index.ts';
import { assertRunnable, getTargetOrThrow, itemTypesOf } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { announceCrmChange } from '../crm-changes.ts';
import { refusal } from '../refusal.ts';
import type { AccountSides } from '../synchronise-account.ts';
import { rulesInForce } from '../synchronise-account.ts';
import { lostValue } from './agreed-value.ts';
import { checkedValue } from './checked-value.ts';
import type { ConflictEnds } from './conflict-ends.ts';
import { notWritable, readConflictEnds } from './conflict-ends.ts';
import type { ConflictView } from './conflict-view.ts';
import { withDisputedPart } from './disputed-days.ts';
import { getConflictOrThrow } from './get-conflict.ts';
import { losesWaitingDay } from './loses-waiting-day.ts';
import { stillStands } from './still-stands.ts';
import { writeToCrm, writeToExchange } from './write-decision.ts';

export type ConflictDecision =
  /** What won stays. */
  | { readonly decision: 'keep' }
  /** The value that lost is written back where it was lost. */
  | { readonly decision: 'take' }
  /** Another value is written there. */
  | { readonly decision: 'edit'; readonly value: unknown };

/** Somebody who edits the same item at the same time: it is read again so many times. */
const ATTEMPTS = 3;

/**
 * A person's word on a conflict. What is written is an edit of that person on the side where the value was lost, and
 * nothing more: the next run carries it to the other side as the rules allow.
 * @param decidedBy login name of that person, or `operator`
 * @throws ConnectorError `conflict_unknown`, `conflict_decided`, `conflict_superseded`, `conflict_not_writable`,
 *   `conflict_value_invalid`, `conflict_item_busy`, `installation_unconfirmed`; what `assertRunnable` and the sides throw
 */
export async function decideConflict(
  connector: Connector,
  id: string,
  decision: ConflictDecision,
  decidedBy: string,
): Promise<ConflictView> {
  const conflict = await getConflictOrThrow(connector, id);
  if (conflict.state !== 'open') throw decidedBefore(conflict);
  if (decision.decision !== 'keep') await write(connector, conflict, decision, decidedBy);
  else if (!(await connector.parts.conflicts.keep(id, decidedBy)))
    throw decidedBefore(await getConflictOrThrow(connector, id));
  await connector.parts.people.audit({
    actor: decidedBy,
    action: 'conflict_decided',
    object: { kind: 'account', name: conflict.account },
    details: { itemType: conflict.itemType, field: conflict.field, decision: decision.decision, conflict: id },
  });
  connector.events.publish({ kind: 'account', accountId: conflict.accountId });
  return getConflictOrThrow(connector, id);
}

type WritingDecision = Exclude<ConflictDecision, { decision: 'keep' }>;

async function write(
  connector: Connector,
  conflict: ConflictView,
  decision: WritingDecision,
  decidedBy: string,
): Promise<void> {
  const { itemType, field } = conflict;
  const spec = synchronisedFields(itemType)[field];
  if (spec === undefined) throw superseded(conflict);
  const side: Side = conflict.winner === 'crm' ? 'exchange' : 'crm';
  const decided =
    decision.decision === 'take' ? lostValue(conflict, spec) : checkedValue(itemType, field, spec, decision.value);
  const target = await getTargetOrThrow(connector.parts, conflict.account);
  assertRunnable(target);
  if (!itemTypesOf(target).includes(itemType)) throw notWritable(conflict, 'itemTypeOff');
  const sides = sidesAsCrmKeeps(
    { exchange: connector.sides.sideFor(target), crm: await connector.parts.crm.sideFor(target.user.id) },
    { id: conflict.scopeId, itemType },
    connector.parts.store,
    rulesInForce(connector.parts, target, itemType),
  );
  await connector.parts.installation.advance();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ends = await readConflictEnds(connector.parts.store, target, sides, conflict);
    if (!stillStands(conflict, spec, ends)) {
      await connector.parts.conflicts.supersede(conflict.id);
      throw superseded(conflict);
    }
    const now = valueOf(side === 'crm' ? ends.record.fields : ends.exchangeFields, field);
    const value = withDisputedPart(conflict, spec, { now, decided });
    if (losesWaitingDay(conflict, side, ends, value)) throw notWritable(conflict, 'occurrencesWait');
    if ((await writeTo(side, sides, conflict, ends, value)) === 'changed') continue;
    const state = decision.decision === 'take' ? 'taken' : 'edited';
    await connector.parts.conflicts.noteWritten(
      conflict.id,
      { state, decidedBy },
      journalEntry(conflict, side, state, ends, value),
    );
    return announce(connector, conflict, side, ends.record);
  }
  throw refusal('conflict_item_busy', 'somebody changes the item just now', { field });
}

function writeTo(
  side: Side,
  sides: AccountSides,
  conflict: ConflictView,
  ends: ConflictEnds,
  value: FieldValue,
): ReturnType<typeof writeToCrm> {
  return side === 'crm' ? writeToCrm(sides, conflict, ends, value) : writeToExchange(sides, conflict, ends, value);
}

/** The value that is overwritten stands in the conflict as well, so it is not lost before this is written down. */
function journalEntry(
  { id, linkId, field }: ConflictView,
  side: Side,
  state: 'taken' | 'edited',
  { link, record, item, exchangeFields }: ConflictEnds,
  value: FieldValue,
): JournalEntry {
  const before = valueOf(side === 'crm' ? record.fields : exchangeFields, field);
  return {
    runId: `decision-${id}`,
    linkId: linkId ?? link.id,
    side,
    op: 'update',
    reason: { row: 'L4', code: state === 'taken' ? 'conflict_taken' : 'conflict_edited' },
    crmId: record.id,
    exchangeId: item.id,
    before: { [field]: before },
    after: { [field]: value },
    conflict: null,
  };
}

/** As after any edit: whoever looks at the item sees it, and the account is synchronised soon. */
async function announce(connector: Connector, conflict: ConflictView, side: Side, record: CrmRecord): Promise<void> {
  if (side === 'crm') return announceCrmChange(connector, conflict.itemType, [record]);
  connector.events.publish({ kind: 'data', side, itemType: conflict.itemType });
  connector.scheduler.soon(conflict.accountId);
}

function decidedBefore({ id, state }: ConflictView): ConnectorError {
  if (state === 'superseded') return superseded({ id });
  return refusal('conflict_decided', `conflict ${id} was decided before`, { conflict: id, state });
}

function superseded({ id }: Pick<ConflictView, 'id'>): ConnectorError {
  return new ConnectorError({
    code: 'conflict_superseded',
    disposition: 'halt',
    message: `the field of conflict ${id} is not what it was`,
    details: { conflict: id },
  });
}
