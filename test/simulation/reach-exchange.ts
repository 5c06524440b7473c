import type {
  ExchangeChangePage,
  ExchangeItemRef,
  ExchangeSide,
  ExchangeWriteOutcome,
} from '../../src/exchange/port.ts';
import type { Fields } from '../../src/model/index.ts';
import { doubtBesideUnseenCopy } from './beside-unseen-copy.ts';
import { itemRefused, serverBusy, timedOut } from './faults.ts';
import { originOf } from './mailbox.ts';
import { recordedExchange } from './recorded-sides.ts';
import type { RunContext } from './run-context.ts';
import { LATE_AT_MOST_MS } from './run-context.ts';
import { withSomeUnread } from './unread.ts';

const READ_MS = 120;
const WRITE_MS = 250;
const VERY_LATE_MS = 1_200_000;

/** The mailbox behind a network: every call takes its turn, and what can go wrong on the way does. */
export function reachExchange(context: RunContext): ExchangeSide {
  const { schedule, process, faults, mailbox } = context;
  const { exchange } = mailbox;
  const writes = recordedExchange(context, exchange);

  const asked = async (name: string, costMs: number): Promise<void> => {
    const since = schedule.nowMs();
    await schedule.turn(process, name, costMs);
    // The process slept through its own deadline: nothing was sent.
    if (schedule.nowMs() - since > context.callTimeoutMs) throw timedOut();
  };
  const reading = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    await asked(`exchange.${name}`, READ_MS);
    const fault = faults.strikes('unreachable', 'backOff');
    if (fault === 'unreachable') throw timedOut();
    if (fault === 'backOff') throw serverBusy(faults.random);
    return schedule.effect(work);
  };

  /** One item of a batch. @returns `null` when the answer breaks off here */
  const writeOne = async (
    name: string,
    id: string,
    one: () => Promise<ExchangeWriteOutcome>,
    hasOccurrences: boolean,
  ): Promise<ExchangeWriteOutcome> => {
    await asked(`exchange.${name} ${id}`, WRITE_MS);
    const unknown: ExchangeWriteOutcome = { kind: 'unknown', error: timedOut() };
    if (hasOccurrences && faults.strikes('cutSeries') !== null) {
      exchange.occurrencesUntilCut = faults.random.whole(3);
      await schedule.effect(one);
      exchange.occurrencesUntilCut = null;
      return unknown;
    }
    switch (
      faults.strikes('lostRequest', 'lostResponse', 'lateLanding', 'veryLateLanding', 'staleVersion', 'itemRefused')
    ) {
      case 'lostRequest':
        return unknown;
      case 'lostResponse':
        await schedule.effect(one);
        return unknown;
      case 'lateLanding':
        schedule.later(`late exchange.${name} ${id}`, 1 + faults.random.whole(LATE_AT_MOST_MS), one);
        return unknown;
      case 'veryLateLanding':
        // Later than anybody waits for: only of a create can it be told afterwards, by the stamp of its twin.
        if (name !== 'create') return unknown;
        schedule.later(`very late exchange.${name} ${id}`, LATE_AT_MOST_MS + faults.random.whole(VERY_LATE_MS), one);
        return unknown;
      case 'staleVersion':
        if (name === 'create') return schedule.effect(one);
        return { kind: 'conflict', error: itemRefused() };
      case 'itemRefused':
        return { kind: 'failed', error: itemRefused() };
      case null:
        return schedule.effect(one);
    }
  };
  const writing = async <T>(
    name: string,
    batch: readonly T[],
    idOf: (item: T) => string,
    one: (item: T) => Promise<ExchangeWriteOutcome>,
    fieldsOf: (item: T) => Fields = () => ({}),
  ): Promise<readonly ExchangeWriteOutcome[]> => {
    if (faults.strikes('backOff') !== null) {
      await asked(`exchange.${name} refused`, WRITE_MS);
      throw serverBusy(faults.random);
    }
    const outcomes: ExchangeWriteOutcome[] = [];
    const breaksOff = faults.strikes('shortAnswer', 'unreachable');
    for (const item of batch) {
      const hasOccurrences = (fieldsOf(item)['occurrences'] ?? null) !== null;
      outcomes.push(await writeOne(name, idOf(item), () => one(item), hasOccurrences));
      if (breaksOff === 'unreachable' && faults.random.chance(0.5)) throw timedOut();
    }
    return breaksOff === 'shortAnswer' ? outcomes.slice(0, -1) : outcomes;
  };

  return {
    identify: () => reading('identify', () => exchange.identify()),
    listChanges: (type, cursor) =>
      reading('listChanges', async () => disordered(context, await exchange.listChanges(type, cursor))),
    read: (type, ids) =>
      reading(`read ${ids.join(' ')}`, async () => withSomeUnread(context, ids, await exchange.read(type, ids))),
    locate: (type, wanted) => reading('locate', () => exchange.locate(type, wanted)),
    browse: (type, page) => reading('browse', () => exchange.browse(type, page)),
    create: (type, batch) => {
      const doubtCopy = doubtBesideUnseenCopy(context);
      return writing(
        'create',
        batch,
        ({ fields }) => originOf(type, fields),
        (create) => {
          if (isForgotten(context, create.stamp))
            context.history.doubt(originOf(type, create.fields), 'landed forgotten');
          doubtCopy(create);
          return writes.create(type, create);
        },
        ({ fields }) => fields,
      );
    },
    update: (type, batch, resolution) =>
      writing(
        'update',
        batch,
        ({ ref }) => ref.id,
        (update) => writes.update(type, update, resolution),
        ({ changes }) => changes,
      ),
    delete: (type, batch, mode) =>
      writing(
        'delete',
        batch,
        ({ id }: ExchangeItemRef) => id,
        (ref) => writes.delete(type, ref, mode),
      ),
    close: async () => undefined,
  };
}

/** It lands when nobody waits for it any more and nobody made it again: no memory says whose it is. */
function isForgotten({ mailbox }: RunContext, stamp: string | null): boolean {
  const { intents, links } = mailbox.memory;
  const knows = (one: { readonly stamp: string }): boolean => one.stamp === stamp;
  return ![...intents.values()].some(knows) && ![...links.values()].some(knows);
}

/** Lists repeat themselves, come late and in any order. */
function disordered({ faults, mailbox }: RunContext, page: ExchangeChangePage): ExchangeChangePage {
  if (faults.strikes('disorder') === null) return page;
  const again = [...mailbox.exchange.items.values()].filter(
    ({ folder }) => folder === 'synchronised' && faults.random.chance(0.3),
  );
  const upserts = [...page.upserts, ...again.map(({ id, changeKey }) => ({ id, changeKey }))].toReversed();
  return { ...page, upserts, deletes: [...page.deletes, ...page.deletes] };
}
