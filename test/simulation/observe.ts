import type { CalendarDate, Fields } from '../../src/model/index.ts';
import { crmTakesPart, exchangeTakesPart, windowStart, withoutManagedCategories } from '../../src/sync/index.ts';
import { horizonAt } from '../../src/sync-run/horizon/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { asExchangeKeeps } from '../../src/sync-run/testing/memory-exchange.ts';
import type { ItemView, Observation, RecordView, Rest, ScopeView } from '../invariants/index.ts';
import { brakesOf } from './brakes.ts';
import { TODAY, ZONE } from './calendar.ts';
import type { Mailbox } from './mailbox.ts';
import { isVisible, originOf } from './mailbox.ts';
import { hasRows, rowsOf } from './rows.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** The world as the judge sees it. */
export function observe(
  world: Pick<SimulatedWorld, 'history' | 'mailboxes'> & Partial<Pick<SimulatedWorld, 'today' | 'swarm'>>,
  rest: Rest | null,
): Observation {
  const { today = TODAY } = world;
  const { acts, writes, mails, announced, doubts, poisoned } = world.history;
  const twice = rest === null ? [] : world.mailboxes.flatMap((one) => landedTwice(world, one));
  const timesDoubled = new Map<string, number>();
  for (const origin of [...doubts.map((doubt) => doubt.origin), ...twice])
    timesDoubled.set(origin, (timesDoubled.get(origin) ?? 0) + 1);
  return {
    scopes: world.mailboxes.map((mailbox) => scopeOf(mailbox, today)),
    acts: [...acts],
    writes: [...writes],
    mails: [...mails],
    announced: [...announced],
    doubled: new Set(timesDoubled.keys()),
    timesDoubled,
    poisoned: new Set(poisoned),
    ...deletionsIn(world),
    ...(rest === null ? {} : { rest }),
  };
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/** B6 looks at half an hour; its share of few links may allow less than this. */
function deletionsIn({
  swarm,
  mailboxes,
}: Pick<SimulatedWorld, 'mailboxes'> & Partial<Pick<SimulatedWorld, 'swarm'>>): Pick<Observation, 'deletions'> {
  if (swarm === undefined) return {};
  const unapproved = mailboxes
    .flatMap(({ memory }) => memory.journal)
    .filter(({ op, approved }) => op === 'delete' && approved !== true);
  const at = unapproved.map((entry) => Date.parse(entry.at));
  return { deletions: { at, allowed: brakesOf(swarm).companyDelete.items, withinMs: HALF_AN_HOUR_MS } };
}

/**
 * O9: a create of ours that landed a second time stays where it is while nothing may be written to Exchange, and once
 * somebody edited it.
 */
function landedTwice(
  { history }: Pick<SimulatedWorld, 'history'>,
  { scope, rules, memory, exchange }: Mailbox,
): readonly string[] {
  const isEdited = (id: string): boolean =>
    history.acts.some(
      (act) => (act.kind === 'edit' || act.kind === 'editSet') && act.scopeId === scope.id && act.itemId === id,
    );
  const links = [...memory.links.values()].filter(({ state }) => state !== 'CLOSED');
  return history.writes
    .filter(({ scopeId, side, op }) => scopeId === scope.id && side === 'exchange' && op === 'create')
    .filter(({ itemId }) => !links.some(({ exchangeId }) => exchangeId === itemId))
    .filter(({ itemId }) => links.some(({ stamp }) => exchange.items.get(itemId)?.stamp === stamp))
    .filter(({ itemId }) => !rules.updateCrmToExchange || isEdited(itemId))
    .map(({ origin }) => origin);
}

function scopeOf(mailbox: Mailbox, today: CalendarDate): ScopeView {
  const { memory, scope, user, itemType, rules, crm, exchange } = mailbox;
  return {
    id: scope.id,
    itemType,
    crmUserId: user.id,
    rules,
    links: [...memory.links.values()],
    unlinked: [...memory.unlinked.values()],
    openIntents: memory.intents.size,
    hints: [...memory.hints.values()],
    quarantine: [...memory.quarantine.values()],
    journal: [...memory.journal],
    records: [...crm.records.values()].map((record) => recordOf(mailbox, record)),
    items: [...exchange.items.values()].flatMap((item) => itemsOf(mailbox, item, today)),
    unreadable: exchange.unreadable.length > 0,
    marks: [...mailbox.marks],
    asExchangeKeeps,
  };
}

function recordOf(mailbox: Mailbox, record: StoredRecord): RecordView {
  const { itemType, rules, user, from } = mailbox;
  const takesPart = crmTakesPart({ ...record, itemType }, rules, user.id, windowOf(itemType, from), ZONE);
  return {
    id: record.id,
    origin: originOf(itemType, record.fields),
    fields: record.fields,
    ownerId: record.ownerId,
    mayChange: record.ownerId === user.id || (itemType === 'contacts' && record.shared),
    isShared: [record.ownerId, ...record.participantIds].some((id) => id !== user.id),
    standing: isVisible(mailbox, record) ? takesPart.kind : 'hidden',
    externalKey: record.externalKey,
    uid: record.uid,
  };
}

/** Where the CRM has a row for each occurrence, an item for each that has one or is to have one. */
function itemsOf(mailbox: Mailbox, item: StoredItem, today: CalendarDate): readonly ItemView[] {
  if (!hasRows(mailbox)) return [itemOf(mailbox, item)];
  const { from, until } = horizonAt(today, null, ZONE);
  return [...rowsOf(item)].map(([day, { id, fields, isOccurrence }]) => {
    const row = itemOf(mailbox, { ...item, id, fields, stamp: isOccurrence ? null : item.stamp });
    return isOccurrence && (day < from || day >= until) ? { ...row, standing: 'out' } : row;
  });
}

function itemOf({ itemType, rules, from }: Mailbox, item: StoredItem): ItemView {
  const categories = item.categories.length === 0 ? null : item.categories;
  const takesPart = exchangeTakesPart({ ...item, itemType }, rules, windowOf(itemType, from), ZONE);
  return {
    id: item.id,
    origin: originOf(itemType, item.fields),
    place: item.folder,
    fields: withoutManagedCategories({ ...item.fields, categories }, rules.exchangeCategories),
    standing: takesPart.kind,
    stamp: item.stamp,
    searchKey: item.searchKey,
    uid: item.uid,
    meeting: item.meeting,
  };
}

function windowOf(itemType: Mailbox['itemType'], from: Mailbox['from']): ReturnType<typeof windowStart> {
  return itemType === 'contacts' ? null : windowStart(from, TODAY, ZONE);
}

/** For a person who reads a failure. */
export function describeEnd(world: SimulatedWorld): readonly string[] {
  const text = (fields: Fields): string => JSON.stringify(fields);
  return world.mailboxes.flatMap(({ scope, exchange, memory, crm }, index) => [
    `${scope.id}: ${scope.status}`,
    ...(index > 0
      ? []
      : [...crm.records.values()].map(
          (one) =>
            `  ${one.id} ${one.version} of ${one.ownerId}${one.shared ? ' shared' : ''} ${one.externalKey?.slice(0, 6) ?? '-'} ${text(one.fields)}`,
        )),
    ...[...exchange.items.values()].map(
      (one) =>
        `  ${one.id} ${one.changeKey} ${one.folder} ${one.stamp?.slice(0, 6) ?? '-'} ${one.searchKey} ${one.categories.join()} ${text(one.fields)}`,
    ),
    ...[...memory.links.values()].map(
      (one) =>
        `  link ${one.id} ${one.state} ${one.crmId} ${one.exchangeId} ${one.stamp.slice(0, 6)}${one.stamped ? '' : ' not stamped'}${one.ambiguous ? ' ambiguous' : ''}${one.pending ? ' pending' : ''} ${one.reviewReason ?? ''} C${text(one.baseCrm)} E${text(one.baseExchange)}`,
    ),
    ...[...memory.unlinked.values()].map(
      (one) => `  unlinked ${one.side} ${one.itemId} ${one.state} ${one.reason.row} ${one.reason.code}`,
    ),
    ...memory.journal.map(
      (one) => `  journal ${one.op} ${one.side} ${one.crmId} ${one.exchangeId} ${one.reason.row} ${one.reason.code}`,
    ),
  ]);
}
