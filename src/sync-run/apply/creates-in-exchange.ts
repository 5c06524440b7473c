import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint, NewIntent } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import { baseOf, withMarkedOccurrences } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { awaitListing } from '../pull/unlisted.ts';
import type { Run } from '../run.ts';
import { blankLink, exchangeBase, freshStamps, restamped, SENT_ONLY, withIdentity } from '../settle/links.ts';
import { noteFailure, release } from '../settle/quarantine.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import {
  inBatches,
  intentFor,
  journalEntry,
  leaveInFlight,
  noteRefusal,
  outcomeAt,
  sendBatch,
  stopIfRefused,
} from './intents.ts';
import { noteKept } from './kept-values.ts';
import { readBackExchange } from './read-back.ts';
import { withFreshSource } from './sources.ts';

type CreateStep = Extract<Step, { kind: 'createInExchange' }>;

interface Work {
  readonly planned: PlannedUnit;
  readonly unit: Unit & { readonly record: CrmRecord };
  readonly step: CreateStep;
  readonly link: Link;
  readonly intent: NewIntent;
}

/**
 * Makes items in Exchange. The stamp goes with the item in one request, so that a create whose answer was lost can
 * be found again. @returns hints of records that changed since they were read
 */
export async function applyCreatesInExchange(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  for (const batch of inBatches(planned)) {
    const works = await prepare(run, await withFreshSource(run, batch, retry));
    if (works.length > 0) await createBatch(run, works, retry);
  }
  return retry;
}

async function prepare(run: Run, batch: readonly PlannedUnit[]): Promise<readonly Work[]> {
  const units = batch.flatMap((planned) => {
    const { unit, step } = planned;
    return step.kind === 'createInExchange' && unit.record !== null
      ? [{ planned, step, unit: { ...unit, record: unit.record } }]
      : [];
  });
  const stamps = await freshStamps(
    run,
    units.map(({ unit }) => ({
      itemId: unit.record.id,
      generation: unit.link === null ? 0 : unit.link.generation + 1,
    })),
  );
  return units.flatMap(({ planned, unit, step }, index) => {
    const stamp = stamps[index];
    if (stamp === undefined) return [];
    const link = restamped(unit.link ?? blankLink(run, run.ports.newId(), stamp), stamp);
    const sent = { linkId: link.id, stamp: stamp.stamp, payload: step.fields, sourceFields: unit.record.fields };
    // The old item is gone for good: what is in flight is the new one, which has no id yet.
    const intent = { ...intentFor(run, planned, sent), exchangeId: null, searchKey: null };
    return [{ planned, unit, step, link, intent }];
  });
}

async function createBatch(run: Run, works: readonly Work[], retry: Hint[]): Promise<void> {
  const { store, exchange } = run.ports;
  const intents = works.map((work) => work.intent);
  const journal = works.map(({ planned, link, step, intent }) =>
    journalEntry(run, planned, {
      side: 'exchange',
      op: 'create',
      linkId: link.id,
      intentId: intent.id,
      after: step.fields,
    }),
  );
  await store.openIntents(run.keeper.lease, intents, journal);
  const outcomes = await sendBatch(run, intents, () =>
    exchange.create(
      run.itemType,
      works.map(({ step, link }) => ({
        fields: withMarkedOccurrences(step.fields, step.marking.categories, step.marking.categories),
        stamp: step.marking.stamp ? link.stamp : null,
        addCategories: step.marking.categories,
        uid: step.uid,
      })),
    ),
  );
  noteRefusal(run, outcomes);
  const draft = createSettlementDraft();
  const made = works.flatMap((work, index) => {
    const outcome = outcomeAt(outcomes, index);
    if (outcome.kind === 'done') return [{ work, ref: outcome.ref }];
    if (outcome.kind === 'unknown') leaveInFlight(run, draft, work.intent);
    else draft.withdrawIntent(work.intent.id);
    if (outcome.kind === 'failed') noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
    else if (outcome.kind !== 'unknown') retry.push(...work.unit.hints);
    return [];
  });
  const items = await readBackExchange(
    run,
    made.map(({ ref }) => ref),
  );
  for (const { work, ref } of made) {
    const item = items.get(ref.id) ?? null;
    draft.putLink(linkOf(run, work, ref.id, item));
    awaitListing(run, draft, ref.id);
    const write = {
      linkId: work.link.id,
      side: 'exchange',
      sent: work.step.fields,
      found: item?.fields ?? null,
    } as const;
    noteKept(run, draft, write, Object.keys(run.specs));
    draft.removeIntent(work.intent.id);
    draft.removeUnlinked('crm', work.unit.record.id);
    draft.removeHints(work.unit.hints);
    release(run, draft, work.unit);
    await undecidedMayBeClear(run);
    run.tally.count('createdInExchange');
    run.writes += 1;
  }
  await draft.commit(store, run.keeper.lease);
  stopIfRefused(run);
}

function linkOf(run: Run, { unit, step, link }: Work, exchangeId: string, item: ExchangeItem | null): Link {
  const identified = withIdentity({ ...link, exchangeId, searchKey: null }, unit.record, item);
  return {
    ...identified,
    state: 'LINKED',
    stamped: item === null ? step.marking.stamp : identified.stamped,
    baseCrm: baseOf(run.specs, unit.record.fields),
    baseExchange: exchangeBase(run, item?.fields ?? step.fields),
    crmVersion: unit.record.version,
    changeKey: item?.changeKey ?? null,
    ambiguous: false,
    notCompared: false,
    pending: false,
    reviewReason: item === null ? SENT_ONLY : null,
    suppressed: [],
    givenCategories: step.marking.categories,
  };
}
