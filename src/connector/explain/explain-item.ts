import type { ItemType, Side } from '../../model/index.ts';
import { ConnectorError, synchronisedFields } from '../../model/index.ts';
import type { ItemFacts } from '../../store/index.ts';
import type { Intent, QuarantineEntry, Scope, StoredJournalEntry } from '../../store/port.ts';
import type { Step } from '../../sync/index.ts';
import type { ExplainedPair, RunPorts } from '../../sync-run/index.ts';
import { closedCrm, closedExchange, explainPair } from '../../sync-run/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { scheduleOf } from '../installation/schedule-of.ts';
import type { ShownFields } from '../shown-fields.ts';
import { shownFields } from '../shown-fields.ts';
import { inputOf } from '../synchronise-account.ts';
import type { ExplainedEnd } from './explained-end.ts';
import { explainedEnd } from './explained-end.ts';
import type { ExplainedField } from './explained-fields.ts';
import { explainedFields } from './explained-fields.ts';
import { JOURNAL_ENTRIES } from './find-in-memory.ts';
import { idOfMailbox, mayBeId } from './id-of-mailbox.ts';
import type { ItemState } from './item-state.ts';
import { itemState } from './item-state.ts';
import { labelOf } from './label.ts';
import type { LinkFacts } from './link-facts.ts';
import { linkFacts } from './link-facts.ts';
import { readAsAbsent } from './mistyped-id.ts';
import type { Obstacle } from './obstacles.ts';
import { obstaclesOf, obstaclesOfItem } from './obstacles.ts';
import type { Remedy } from './remedies.ts';
import { remediesOfStep } from './remedies.ts';

/** Everything about one item of an account, as both sides stand now and as the planner decides. */
export interface ItemExplanation {
  readonly account: string;
  readonly itemType: ItemType;
  readonly readAt: string;
  readonly label: string | null;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  readonly state: ItemState;
  /** Whether a synchronisation of this account has met the item. */
  readonly met: boolean;
  /** Since when something waits. */
  readonly since: string | null;
  /** When the account is synchronised next. */
  readonly nextRunAt: string | null;
  readonly obstacles: readonly Obstacle[];
  readonly crm: ExplainedEnd;
  readonly exchange: ExplainedEnd;
  readonly step: (Pick<Step, 'kind' | 'reason'> & { readonly state: string | null }) | null;
  readonly fields: readonly ExplainedField[];
  readonly remedies: readonly Remedy[];
  readonly candidates: readonly { readonly side: Side; readonly id: string; readonly label: string | null }[];
  readonly openConflicts: readonly string[];
  readonly link: LinkFacts | null;
  readonly unlinked: ItemFacts['unlinked'];
  readonly inFlight: readonly (Pick<Intent, 'kind' | 'outcome'> & { readonly since: string })[];
  readonly quarantine: QuarantineEntry | null;
  /** Newest first. */
  readonly journal: readonly StoredJournalEntry[];
}

export interface AskedItem {
  readonly itemType: ItemType;
  readonly side: Side;
  readonly id: string;
  /** The owner of the account asks, to whom private items are told too. */
  readonly byOwner: boolean;
}

/** Candidates that are told with their names. */
const CANDIDATES = 10;

/**
 * Why is this item as it is, and what would change it? Reads both ends now, asks the real planner and writes nothing:
 * no memory, no hint, neither side.
 * @throws ConnectorError `account_unknown`; of the database. What the two sides say is part of the answer
 */
export async function explainItem(
  connector: Connector,
  accountName: string,
  question: AskedItem,
): Promise<ItemExplanation> {
  const { parts, scheduler, admission } = connector;
  const target = await getTargetOrThrow(parts, accountName);
  const scope = await scopeOf(connector, target, question.itemType);
  const ports = await readingPorts(connector, target);
  const asked = await inWordsOfMailbox(connector, scope, ports, question);
  const pair = readAsAbsent(await pairOf(connector, target, scope, ports, asked));
  const facts = await factsOf(connector, scope, asked);
  const schedule = scheduleOf({ parts, scheduler }, target.account.id);
  const heldBack = admission.heldBack(target);
  const crmId = endId(pair, 'crm') ?? (asked.side === 'crm' ? asked.id : null);
  const exchangeId = endId(pair, 'exchange') ?? (asked.side === 'exchange' ? asked.id : null);
  const parked = await parkedAs(connector, scope, { crm: crmId, exchange: exchangeId });
  const shown = shownFields(target, asked.byOwner);
  const ends = {
    crm: explainedEnd(pair, 'crm', crmId, shown),
    exchange: explainedEnd(pair, 'exchange', exchangeId, shown),
  };
  const obstacles = [
    ...obstaclesOf(target, scope, asked.itemType, schedule, heldBack),
    ...obstaclesOfItem(pair, parked),
  ];
  const linkId = pair.link?.id ?? facts.closedLinkId;
  const journal =
    scope === null || linkId === null
      ? []
      : await parts.store.listJournal(scope.id, { linkId, limit: JOURNAL_ENTRIES });
  const state = scope === null ? 'waiting' : itemState(pair, { unlinked: facts.unlinked, parked });
  return {
    account: target.account.name,
    itemType: asked.itemType,
    readAt: pair.readAt,
    label: ends.crm.label ?? ends.exchange.label ?? (pair.link === null ? null : labelOf(shown(pair.link.baseCrm))),
    crmId,
    exchangeId,
    state: state === 'unknown' && facts.closedLinkId !== null ? 'closed' : state,
    met: linkId !== null || facts.unlinked !== null,
    since: sinceOf(pair, state, facts),
    nextRunAt: schedule.nextRunAt,
    obstacles,
    ...ends,
    step: pair.step && stepFacts(pair.step),
    fields: explainedFields(synchronisedFields(asked.itemType), pair, shown),
    remedies: distinct([
      ...obstacles.map(({ remedy }) => remedy),
      ...(pair.step === null ? [] : remediesOfStep(pair.step.reason, journal[0])),
    ]),
    candidates: await candidatesOf(ports, asked, pair.step, shown),
    openConflicts: scope === null || linkId === null ? [] : await parts.conflicts.listOpenOf(scope.id, linkId),
    link: pair.link && linkFacts(pair.link),
    unlinked: facts.unlinked,
    inFlight: pair.inFlight.map(({ kind, outcome, issuedAt }) => ({ kind, outcome, since: issuedAt })),
    quarantine: parked,
    journal,
  };
}

async function scopeOf({ parts }: Connector, { account }: AccountTarget, itemType: ItemType): Promise<Scope | null> {
  const scopes = await parts.store.listScopes([account.id]);
  return scopes.find((scope) => scope.itemType === itemType) ?? null;
}

/** With the rights of a run. A side that lets nobody in is closed, and the explanation says so. */
async function readingPorts({ parts, sides }: Connector, target: AccountTarget): Promise<RunPorts> {
  const { id, name, displayName, email, timeZone, active } = target.user;
  const user = { id, name, displayName, email, timeZone, active };
  return {
    exchange: await openOr(async () => sides.sideFor(target), closedExchange),
    crm: await openOr(
      () => parts.crm.sideFor(id),
      (error) => closedCrm(user, error),
    ),
    store: parts.store,
    runs: parts.runs,
    plans: parts.plans,
    clock: parts.clock,
    newId: parts.newId,
    stampKey: parts.stampKey,
    onProgress: () => undefined,
    onApproved: () => Promise.reject(new TypeError('an explanation approves nothing')),
    onDefect: () => undefined,
  };
}

async function openOr<T>(open: () => Promise<T>, closed: (error: ConnectorError) => T): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return closed(error);
  }
}

/** Without a scope there is no memory to decide with; the first run makes one. */
async function pairOf(
  { parts }: Connector,
  target: AccountTarget,
  scope: Scope | null,
  ports: RunPorts,
  { itemType, side, id }: AskedItem,
): Promise<ExplainedPair> {
  if (scope !== null) {
    const run = { id: 'explain', scopeId: scope.id, itemType, appliesPlan: null };
    return explainPair(ports, inputOf(parts, { target, dryRun: true, approvedHashes: [] }, run), { side, id });
  }
  return {
    link: null,
    crm: { kind: 'absent' },
    exchange: { kind: 'absent' },
    step: null,
    merge: null,
    failed: { crm: null, exchange: null },
    inFlight: [],
    readAt: parts.clock.now(),
  };
}

/** Under the id of EWS, where a person gives the one that Outlook or a script shows. What is remembered is known by it. */
async function inWordsOfMailbox(
  { parts }: Connector,
  scope: Scope | null,
  { exchange }: RunPorts,
  asked: AskedItem,
): Promise<AskedItem> {
  if (scope === null || asked.side === 'crm' || !mayBeId(asked.id)) return asked;
  const [link] = await parts.store.findLinksByExchangeIds(scope.id, [asked.id]);
  if (link !== undefined) return asked;
  const id = await idOfMailbox(exchange, asked.id);
  return id === null ? asked : { ...asked, id };
}

async function factsOf({ parts }: Connector, scope: Scope | null, { side, id }: AskedItem): Promise<ItemFacts> {
  if (scope === null) return { unlinked: null, linkChangedAt: null, closedLinkId: null, isHinted: false };
  return parts.reports.itemFacts(scope.id, { side, itemId: id });
}

async function parkedAs(
  { parts }: Connector,
  scope: Scope | null,
  ids: Readonly<Record<Side, string | null>>,
): Promise<QuarantineEntry | null> {
  if (scope === null) return null;
  const entries = await parts.store.listQuarantine(scope.id);
  return entries.find(({ side, itemId }) => ids[side] === itemId) ?? null;
}

/** As it is remembered, or as it was found: an item that moved has another id by now. */
function endId(pair: ExplainedPair, side: Side): string | null {
  const end = pair[side];
  const found = end.kind === 'absent' || end.id === '' ? null : end.id;
  return found ?? (side === 'crm' ? pair.link?.crmId : pair.link?.exchangeId) ?? null;
}

function stepFacts(step: Step): NonNullable<ItemExplanation['step']> {
  return { kind: step.kind, reason: step.reason, state: step.kind === 'hold' ? step.state : null };
}

/** What waits has waited at least since the link was changed last. */
function sinceOf({ inFlight }: ExplainedPair, state: ItemState, { linkChangedAt }: ItemFacts): string | null {
  const [write] = inFlight;
  if (write !== undefined) return write.issuedAt;
  return state === 'pending' || state === 'review' || state === 'asleep' ? linkChangedAt : null;
}

/** A name for each item that could be the counterpart, as its side tells it now. */
async function candidatesOf(
  { crm, exchange }: RunPorts,
  { itemType, side }: AskedItem,
  step: Step | null,
  shown: ShownFields,
): Promise<ItemExplanation['candidates']> {
  const ids = step?.kind === 'hold' ? (step.candidates ?? []).slice(0, CANDIDATES) : [];
  if (ids.length === 0) return [];
  const other: Side = side === 'crm' ? 'exchange' : 'crm';
  const labels = new Map<string, string | null>();
  if (other === 'crm') {
    for (const read of await crm.read(itemType, ids))
      if (read.kind === 'found') labels.set(read.record.id, labelOf(shown(read.record.fields)));
  } else
    for (const read of await exchange.read(itemType, ids))
      if (read.kind === 'found') labels.set(read.item.id, labelOf(shown(read.item.fields)));
  return ids.map((id) => ({ side: other, id, label: labels.get(id) ?? null }));
}

function distinct(remedies: readonly Remedy[]): readonly Remedy[] {
  return [...new Map(remedies.map((remedy) => [`${remedy.code} ${remedy.setting}`, remedy])).values()];
}
