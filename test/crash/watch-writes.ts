import type { ExchangeUpdate } from '../../src/exchange/port.ts';
import type { Fields } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { World } from '../../src/sync-run/testing/world.ts';

/** What our writes did to the two sides, whether or not the run that sent them lived to learn of it. */
export interface WatchedWrites {
  /** What must never happen: a second create, a second write of the same values, a mail. */
  readonly violations: string[];
  creates: number;
  updates: number;
  deletes: number;
}

interface Sent {
  readonly payload: string;
  /** The item as the write left it. */
  readonly left: string;
}

/** From now on every effect of a write is looked at. */
export function watchWrites(world: World): WatchedWrites {
  const { crm, exchange } = world;
  const watched: WatchedWrites = { violations: [], creates: 0, updates: 0, deletes: 0 };
  const made = new Set<string>();
  const sent = new Map<string, Sent>();
  const violation = (what: string): void => void watched.violations.push(what);

  const noteCreate = (mark: string | null, what: string): void => {
    watched.creates += 1;
    if (mark === null) return;
    if (made.has(mark)) violation(`I3: a second create of ${what}`);
    made.add(mark);
  };
  const noteUpdate = (key: string, payload: string, before: string, after: string, isJudged: boolean): void => {
    const last = sent.get(key);
    if (isJudged && last?.payload === payload && last.left === before)
      violation(`the same values again to ${key}: ${payload}`);
    if (before !== after) watched.updates += 1;
    // What changed nothing that a side keeps cannot be seen to have arrived: it may be sent again.
    if (before !== after) sent.set(key, { payload, left: after });
  };

  const createInExchange = exchange.create;
  exchange.create = (type, batch) =>
    observed(
      () => new Set(exchange.items.keys()),
      () => createInExchange(type, batch),
      (before) => {
        for (const item of exchange.items.values()) if (!before.has(item.id)) noteCreate(item.stamp, `item ${item.id}`);
      },
    );
  const createInCrm = crm.create;
  crm.create = (type, batch) =>
    observed(
      () => new Set(crm.records.keys()),
      () => createInCrm(type, batch),
      (before) => {
        for (const record of crm.records.values())
          if (!before.has(record.id)) noteCreate(record.externalKey, `record ${record.id}`);
      },
    );
  const updateInExchange = exchange.update;
  exchange.update = (type, batch, resolution) => {
    for (const { ref, changes } of batch)
      if (isShared(exchange.items.get(ref.id), changes)) violation(`M1: a write to the meeting ${ref.id}`);
    return observed(
      () => batch.map(({ ref }) => textOfItem(exchange.items.get(ref.id))),
      () => updateInExchange(type, batch, resolution),
      (before, outcomes) => {
        for (const [index, update] of batch.entries()) {
          const { ref, changes, categories, stamp } = update;
          const payload = canonicalText([changes, categories === null ? null : [...categories], stamp]);
          const done = outcomes?.[index]?.kind === 'done';
          const [was, is] = [before[index] ?? '', textOfItem(exchange.items.get(ref.id))];
          const isRest = isOfOccurrencesAlone(update) && was !== is;
          noteUpdate(ref.id, payload, was, is, done && !isRest);
        }
      },
    );
  };
  const updateInCrm = crm.update;
  crm.update = (type, batch) =>
    observed(
      () => batch.map(({ id }) => textOfRecord(crm.records.get(id))),
      () => updateInCrm(type, batch),
      (before, outcomes) => {
        for (const [index, { id, changes }] of batch.entries()) {
          const done = outcomes?.[index]?.kind === 'done';
          noteUpdate(id, canonicalText(changes), before[index] ?? '', textOfRecord(crm.records.get(id)), done);
        }
      },
    );
  const deleteInExchange = exchange.delete;
  exchange.delete = (type, batch, mode) => {
    for (const { id } of batch) if (isMeeting(exchange.items.get(id))) violation(`M4: the meeting ${id} is called off`);
    return observed(
      () => batch.filter(({ id }) => exchange.items.get(id)?.folder === 'synchronised'),
      () => deleteInExchange(type, batch, mode),
      (before) => {
        watched.deletes += before.filter(({ id }) => exchange.items.get(id)?.folder !== 'synchronised').length;
      },
    );
  };
  const deleteInCrm = crm.delete;
  crm.delete = (type, batch) =>
    observed(
      () => batch.filter(({ id }) => crm.records.has(id)),
      () => deleteInCrm(type, batch),
      (before) => {
        watched.deletes += before.filter(({ id }) => !crm.records.has(id)).length;
      },
    );
  return watched;
}

/** Looks before and after, also when the process dies in between. */
async function observed<Before, Result>(
  look: () => Before,
  work: () => Promise<Result>,
  compare: (before: Before, result: Result | null) => void,
): Promise<Result> {
  const before = look();
  let result: Result | null = null;
  try {
    result = await work();
    return result;
  } finally {
    compare(before, result);
  }
}

/**
 * Each occurrence is a request of its own: the write of several can have arrived in part, and what is missing is sent with
 * all the others, which are left as they are. Everything else arrives whole or not at all.
 */
function isOfOccurrencesAlone({ changes, categories, stamp }: ExchangeUpdate): boolean {
  return Object.keys(changes).join() === 'occurrences' && categories === null && stamp === null;
}

const OWN: readonly string[] = ['busyStatus', 'reminderMinutes', 'categories'];

/** Whether the others in a meeting share what is written. */
function isShared(item: StoredItem | undefined, changes: Fields): boolean {
  return isMeeting(item) && Object.keys(changes).some((field) => !OWN.includes(field));
}

function isMeeting(item: StoredItem | undefined): boolean {
  return (item?.meeting ?? null) !== null;
}

function textOfItem(item: StoredItem | undefined): string {
  if (item === undefined) return 'gone';
  const { fields, categories, stamp, folder } = item;
  return canonicalText([fields, [...categories].sort(), stamp, folder]);
}

function textOfRecord(record: StoredRecord | undefined): string {
  return record === undefined ? 'gone' : canonicalText(record.fields satisfies Fields);
}
