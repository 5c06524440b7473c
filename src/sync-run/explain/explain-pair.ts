import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { Hint, Intent } from '../../store/port.ts';
import type { CrmState, ExchangeState, Link, MergeResult, Step } from '../../sync/index.ts';
import { mergePair } from '../../sync/index.ts';
import { planNewcomers } from '../identify/match-newcomers.ts';
import { loadChunk } from '../load/load-chunk.ts';
import { crmStateOf, exchangeStateOf } from '../load/states.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { exchangeNewcomer } from '../load/units-of-ends.ts';
import { planLinked } from '../plan/plan-chunk.ts';
import { letGoOfShared } from '../plan/shared-records.ts';
import type { RunInput, RunPorts } from '../ports.ts';
import type { Run } from '../run.ts';
import { openRun } from '../within-run.ts';
import { readOnlySides, readOnlyStore, withoutLease } from './read-only.ts';

/** What the planner decides about one item, and everything that it decided from. */
export interface ExplainedPair {
  readonly link: Link | null;
  readonly crm: CrmState;
  readonly exchange: ExchangeState;
  /** `null` where an end could not be read, or where there is nothing to decide about. */
  readonly step: Step | null;
  /** The merge of the fields of two live items, also where the step as a whole leaves them alone. */
  readonly merge: MergeResult | null;
  /** Why the items of one side could not be read. */
  readonly failed: Readonly<Record<Side, ConnectorError | null>>;
  /** Writes of this item whose end is not known yet. */
  readonly inFlight: readonly Intent[];
  /** By the run's clock. */
  readonly readAt: string;
}

/**
 * Reads both ends of one item as they stand now and lets the planner decide, exactly as a run would, without a lease and
 * without writing anything anywhere.
 * @throws ConnectorError only of the store; what a side says is part of the answer
 */
export async function explainPair(
  ports: RunPorts,
  input: RunInput,
  asked: { readonly side: Side; readonly id: string },
): Promise<ExplainedPair> {
  const keeper = withoutLease(input.scopeId);
  const readOnly = { ...ports, ...readOnlySides(ports), store: readOnlyStore(ports.store) };
  const run = await openRun(readOnly, input, keeper, 'explain', 'sync');
  const link = await linkOf(run, asked);
  const inFlight = await openIntents(run, asked, link);
  const readAt = ports.clock.now();
  const nothing: ExplainedPair = {
    link,
    crm: { kind: 'absent' },
    exchange: { kind: 'absent' },
    step: null,
    merge: null,
    failed: { crm: null, exchange: null },
    inFlight,
    readAt,
  };
  try {
    const hint: Hint = { side: asked.side, itemId: asked.id, version: 0 };
    const chunk = await loadChunk(run, [hint], { skipEchoes: false });
    const [failure] = chunk.failures;
    if (failure !== undefined) return await partOf(run, nothing, asked, failure.error);
    const copies = chunk.copies.map(({ item, step }) => ({ unit: exchangeNewcomer(run, item, [hint]), step }));
    const paired = new Set<string>();
    const linked = await planLinked(run, chunk, paired);
    const fresh = await planNewcomers(run, chunk.reader, chunk.newcomers, paired);
    const [planned] = await letGoOfShared(run, [...linked, ...fresh.planned, ...copies]);
    if (planned !== undefined) return { ...nothing, ...decided(run, planned) };
    // A counterpart that looks different by now: the next run looks at it first.
    const [waiting] = chunk.newcomers;
    return waiting === undefined ? nothing : { ...nothing, crm: waiting.crm, exchange: waiting.exchange };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return partOf(run, nothing, asked, error);
  }
}

function decided(run: Run, { unit, step }: PlannedUnit): Partial<ExplainedPair> {
  return { link: unit.link, crm: unit.crm, exchange: unit.exchange, step, merge: mergeOf(run, unit, step) };
}

/** What would become of each field; of a pair that rests too, for people ask about exactly those. */
function mergeOf(run: Run, { link, crm, exchange }: Unit, step: Step): MergeResult | null {
  if (step.kind === 'merge') return step.merge;
  // A series that the CRM ended: none of its fields goes anywhere.
  if (step.kind === 'deleteInExchange') return null;
  if (crm.kind !== 'live' || exchange.kind !== 'live' || link === null) return null;
  return mergePair(link, { crm, exchange }, run.plan);
}

/** One side does not answer: what the other says is told all the same, and nothing is decided. */
async function partOf(
  run: Run,
  nothing: ExplainedPair,
  asked: { readonly side: Side; readonly id: string },
  error: ConnectorError,
): Promise<ExplainedPair> {
  const { link } = nothing;
  const ends = await readEnds(run, {
    crm: link?.crmId ?? (asked.side === 'crm' ? asked.id : null),
    exchange: link?.exchangeId ?? (asked.side === 'exchange' ? asked.id : null),
  });
  const neither = ends.failed.crm === null && ends.failed.exchange === null;
  // What failed was the search for the item, or its counterpart.
  const failed = neither ? { ...ends.failed, exchange: error } : ends.failed;
  return { ...nothing, ...ends, failed };
}

async function readEnds(
  run: Run,
  ids: Readonly<Record<Side, string | null>>,
): Promise<Pick<ExplainedPair, 'crm' | 'exchange' | 'failed'>> {
  const failed: Record<Side, ConnectorError | null> = { crm: null, exchange: null };
  const told = async <T>(side: Side, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      failed[side] = error;
      return null;
    }
  };
  let crm: CrmState = { kind: 'absent' };
  let exchange: ExchangeState = { kind: 'absent' };
  const { crm: crmId, exchange: exchangeId } = ids;
  if (crmId !== null) {
    const read = (await told('crm', () => run.ports.crm.read(run.itemType, [crmId])))?.[0];
    if (read?.kind === 'failed') failed.crm = read.error;
    else if (read !== undefined) crm = crmStateOf(run, crmId, read);
  }
  if (exchangeId !== null) {
    const read = (await told('exchange', () => run.ports.exchange.read(run.itemType, [exchangeId])))?.[0];
    if (read?.kind === 'failed') failed.exchange = read.error;
    else if (read?.kind === 'found') exchange = exchangeStateOf(run, read.item);
  }
  return { crm, exchange, failed };
}

async function linkOf(run: Run, { side, id }: { readonly side: Side; readonly id: string }): Promise<Link | null> {
  const { store } = run.ports;
  const found =
    side === 'crm'
      ? await store.findLinksByCrmIds(run.scope.id, [id])
      : await store.findLinksByExchangeIds(run.scope.id, [id]);
  return found.find(({ state }) => state !== 'CLOSED') ?? null;
}

/** The writes under way of this item; those of all others are reserved for them, as in a run. */
async function openIntents(
  run: Run,
  { side, id }: { readonly side: Side; readonly id: string },
  link: Link | null,
): Promise<readonly Intent[]> {
  const own: Intent[] = [];
  for (const intent of await run.ports.store.listIntents(run.scope.id)) {
    const isOwn =
      (side === 'crm' ? intent.crmId : intent.exchangeId) === id || (link !== null && intent.linkId === link.id);
    if (isOwn) own.push(intent);
    else run.inFlight.add(intent);
  }
  return own;
}
