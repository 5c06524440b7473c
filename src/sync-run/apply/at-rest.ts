import type { ConnectorError, FieldValue, Side } from '../../model/index.ts';
import { canonicalText } from '../../model/index.ts';
import type { NewHint, Unlinked } from '../../store/port.ts';
import type { Link, MatchKeys, Step } from '../../sync/index.ts';
import { isExclusion, isRememberedForDeletion, isUnseen } from '../../sync/index.ts';
import { keysOfItem, keysOfRecord, NO_KEYS } from '../identify/keys-of-newcomer.ts';
import { registerNewcomers } from '../identify/match-newcomers.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { crmNewcomer } from '../load/units-of-ends.ts';
import { countAtRest, isNotSynchronised } from '../plan/describe-step.ts';
import { awaitListingOfFound } from '../pull/unlisted.ts';
import type { Run } from '../run.ts';
import {
  awaitingRecord,
  forgetAsNew,
  givenTo,
  outsideAsSeen,
  suspendedFor,
  withIdentity,
  withoutOldDeletion,
  withSuppressed,
} from '../settle/links.ts';
import { isNotCompared } from '../settle/not-compared.ts';
import { noteFailure, release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { journalEntry } from './intents.ts';
import { missingProof } from './missing-proof.ts';

/** Settles the units that write to neither side: what was decided about them is remembered, with its reason. */
export async function settleAtRest(run: Run, planned: readonly PlannedUnit[]): Promise<void> {
  const draft = createSettlementDraft();
  const returned: Unit[] = [];
  for (const candidate of planned) {
    const { unit, step } = candidate;
    // A match that waits for another item must be looked at again when that one is decided: its hint stays.
    const waits = step.kind === 'hold' && step.state === 'wait';
    if (unit.link !== null) settleLinked(run, draft, candidate, unit.link);
    else if (step.kind === 'hold') settleUnlinked(run, draft, unit, step);
    if (unit.linkLearned) forgetAsNew(draft, unit);
    awaitListingOfFound(run, draft, unit);
    if (waits) continue;
    const unproved = missingProof(run, candidate);
    if (unproved !== null) {
      putAside(run, draft, unit, unproved);
      continue;
    }
    // What it looks like now may have cleared the way for those that were undecided because of it.
    if (unit.link === null && !waitsForOther(unit, step)) await undecidedMayBeClear(run);
    // Who waits behind one of the two need not wait for a pair that is left out together.
    if (isLeftOutTogether(unit, step)) run.lookAgain = true;
    draft.removeHints(unit.hints);
    release(run, draft, unit);
    if (isAsNew(step)) returned.push(unit);
  }
  // A newer hint than the one that is removed: the next look finds the item without a link.
  if (returned.length > 0) await run.ports.store.addHints(run.keeper.lease, returned.flatMap(endsOf));
  if (returned.length > 0) run.lookAgain = true;
  await draft.commit(run.ports.store, run.keeper.lease);
  // Its counterpart may come in a later chunk, and must not get a record of its own.
  await registerNewcomers(
    run,
    returned.flatMap(({ record }) => (record === null ? [] : crmNewcomer(run, record, []))),
  );
}

/** Told once: of the record, where it was the record that was to be looked at. */
function putAside(run: Run, draft: SettlementDraft, { hints }: Unit, error: ConnectorError): void {
  const told = hints.find(({ side }) => side === 'crm') ?? hints[0];
  const others = hints.filter((hint) => hint !== told);
  draft.removeHints(others);
  release(run, draft, { hints: others });
  if (told !== undefined) noteFailure(run, draft, { hints: [told], error });
}

/** Undecided, or left out together with its counterpart: looked at again when others are decided, it decides nothing itself. */
function waitsForOther(unit: Unit, step: Step): boolean {
  return step.kind === 'hold' && (step.state === 'review' || (unit.record !== null && unit.item !== null));
}

function isLeftOutTogether({ link, record, item }: Unit, step: Step): boolean {
  return link === null && record !== null && item !== null && step.kind === 'hold' && step.state !== 'review';
}

function settleLinked(run: Run, draft: SettlementDraft, planned: PlannedUnit, link: Link): void {
  const { unit, step } = planned;
  const known = { ...withIdentity(link, unit.record, unit.item), notCompared: isNotCompared(run, unit, link) };
  switch (step.kind) {
    case 'noop':
      countAtRest(run.tally, unit, step);
      return putIfChanged(draft, unit, step.reason.row === 'L1' ? settled(run, unit, known) : known);
    case 'hold':
      countAtRest(run.tally, unit, step);
      return putIfChanged(draft, unit, held(run, unit, known, step));
    case 'suppress':
      return draft.putLink(withSuppressed(withoutOldDeletion(known), step.fingerprint));
    case 'detach':
      run.tally.count('detached');
      draft.journal(
        journalEntry(run, planned, { side: step.to === 'DET_E' ? 'exchange' : 'crm', op: 'detach', linkId: link.id }),
      );
      return draft.putLink({
        ...withSuppressed(step.to === 'DET_E' ? awaitingRecord(run, known) : known, step.leftAlone),
        state: step.to,
        reviewReason: step.review,
        pending: false,
      });
    case 'close':
      return draft.putLink({ ...link, state: 'CLOSED', pending: false });
    default:
      return;
  }
}

/** L1: nothing differs and nothing waits. From now on these versions are known to be settled. */
function settled(run: Run, unit: Unit, link: Link): Link {
  return {
    ...link,
    crmVersion: unit.record?.version ?? null,
    changeKey: unit.item?.changeKey ?? null,
    pending: false,
    reviewReason: null,
    givenCategories: unit.item === null ? link.givenCategories : givenTo(run, unit.item, link, null),
  };
}

/** Whatever it waits for, its versions are not settled: the next sighting is read again. */
function held(run: Run, unit: Unit, link: Link, step: Extract<Step, { kind: 'hold' }>): Link {
  const open = { ...link, crmVersion: null, changeKey: null };
  switch (step.state) {
    case 'pending':
      return { ...open, pending: true, reviewReason: outsideAsSeen(unit) };
    case 'review':
      // A freeze that ends by itself has asked nobody whether what was not recognised is gone.
      if (step.reason.code === 'item_not_recognised' && run.approved === null)
        return { ...open, reviewReason: step.reason.code, ambiguous: true };
      return { ...open, reviewReason: step.reason.code };
    case 'suspended':
      // Filed away while it slept or lay outside: what it was like is asked when it is deleted there.
      return isRememberedForDeletion(link.reviewReason) || isUnseen(link)
        ? open
        : { ...open, reviewReason: suspendedFor(link, step.reason.code) };
    case 'asleep':
      // Whatever becomes of the item, a record that nobody has seen may stand.
      if (isUnseen(link)) return open;
      // Should the item be deleted while it sleeps, nobody can see any more why it slept.
      if (isExclusion(step.reason.code)) return { ...open, reviewReason: step.reason.code };
      return isExclusion(link.reviewReason) ? { ...open, reviewReason: null } : open;
    default:
      return open;
  }
}

function settleUnlinked(run: Run, draft: SettlementDraft, unit: Unit, step: Extract<Step, { kind: 'hold' }>): void {
  countAtRest(run.tally, unit, step);
  if (unit.record !== null) draft.putUnlinked(unlinkedRow(run, unit, 'crm', step));
  if (unit.item !== null) draft.putUnlinked(unlinkedRow(run, unit, 'exchange', step));
}

function unlinkedRow(run: Run, unit: Unit, side: Side, step: Extract<Step, { kind: 'hold' }>): Unlinked {
  const end = side === 'crm' ? unit.crm : unit.exchange;
  // Copies and other users' records must not be found as counterparts.
  const hidden = end.kind === 'left' || step.reason.code === 'user_copy';
  const keys = hidden ? NO_KEYS : keysOfEnd(run, unit, side);
  return {
    side,
    itemId: (side === 'crm' ? unit.record?.id : unit.item?.id) ?? '',
    strongKeys: keys.strong,
    weakKeys: keys.weak,
    reason: step.reason,
    state: stateOf(step),
  };
}

function keysOfEnd(run: Run, { crm, exchange, record, item, formerPairs }: Unit, side: Side): MatchKeys {
  if (side === 'crm')
    return record === null
      ? NO_KEYS
      : keysOfRecord(run, record, 'fields' in crm ? crm.fields : {}, formerPairs?.searchKeys);
  return item === null ? NO_KEYS : keysOfItem(run, item, 'fields' in exchange ? exchange.fields : {});
}

function stateOf(step: Extract<Step, { kind: 'hold' }>): Unlinked['state'] {
  if (isNotSynchronised(step.reason.code)) return 'not_synchronised';
  if (step.state === 'asleep' || step.state === 'suspended') return 'ignored';
  return step.state;
}

/** D6: what is left of the pair is new, as if nobody had known it. */
function isAsNew(step: Step): boolean {
  return step.kind === 'close' && step.reason.code === 'returned_as_new';
}

function endsOf({ record, item }: Unit): readonly NewHint[] {
  if (record !== null) return [{ side: 'crm', itemId: record.id }];
  return item === null ? [] : [{ side: 'exchange', itemId: item.id }];
}

function putIfChanged(draft: SettlementDraft, unit: Unit, link: Link): void {
  if (unit.linkLearned || canonicalText(asValue(unit.link)) !== canonicalText(asValue(link))) draft.putLink(link);
}

function asValue(link: Link | null): FieldValue {
  return link as unknown as FieldValue;
}
