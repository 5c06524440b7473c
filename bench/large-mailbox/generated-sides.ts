import type { CrmSide } from '../../src/crm/port.ts';
import type { ExchangeItem, ExchangeSide } from '../../src/exchange/port.ts';
import type { Fields } from '../../src/model/index.ts';
import { ConnectorError } from '../../src/model/index.ts';

/** Two sides that hold as many contacts as wanted without having them: every item is made when it is read. */
export interface GeneratedSides {
  readonly crm: CrmSide;
  readonly exchange: ExchangeSide;
  /** Calls since they were counted last, by `side.method`. */
  readonly calls: Map<string, number>;
  /** Somebody changes one record, or one item. */
  edit(side: 'crm' | 'exchange', n: number, changes: Fields): void;
  /** Both positions become invalid, as after a long rest. */
  losePositions(): void;
}

/** What EWS lists at most in one page. */
const PAGE = 512;
const PADDING = 7;
/** Where both sides stand when everything was listed and nobody has changed anything. */
export const POSITION_AFTER_LISTING = 'log:0.0';

export function contactOf(n: number): Fields {
  return {
    name: { givenName: `Anna ${n}`, surname: 'Bianchi' },
    displayName: `Anna ${n} Bianchi`,
    companyName: 'Brenta Meccanica S.p.A.',
    jobTitle: 'Responsabile acquisti',
    email1: { address: `anna.${n}@brenta.example` },
    businessPhone: `+39 049 ${1_000_000 + n}`,
    notes: 'Incontrata alla fiera; chiede il listino nuovo.\nRichiamare a settembre.',
  };
}

export function createGeneratedSides(size: number): GeneratedSides {
  const calls = new Map<string, number>();
  const edits = { crm: new Map<number, Fields>(), exchange: new Map<number, Fields>() };
  const stamps = new Map<number, string>();
  const log: { readonly side: 'crm' | 'exchange'; readonly n: number }[] = [];
  let generation = 0;

  const called = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const fieldsOf = (side: 'crm' | 'exchange', n: number): Fields => ({ ...contactOf(n), ...edits[side].get(n) });
  const versionOf = (side: 'crm' | 'exchange', n: number): string => String(1 + (edits[side].has(n) ? 1 : 0));
  const edit = (side: 'crm' | 'exchange', n: number, changes: Fields): void => {
    edits[side].set(n, { ...edits[side].get(n), ...changes });
    log.push({ side, n });
  };
  const pageOf = (side: 'crm' | 'exchange', cursor: string | null) => {
    const [kind, place] = (cursor ?? `whole:${generation}.0`).split(':') as [string, string];
    const [made = '0', position = '0'] = place.split('.');
    if (Number(made) !== generation) throw resync();
    const start = Number(position);
    const whole = kind === 'whole';
    const own = whole ? [] : log.slice(start).filter((entry) => entry.side === side);
    const numbers = whole
      ? Array.from({ length: Math.min(PAGE, size - start) }, (_, index) => start + index)
      : [...new Set(own.map(({ n }) => n))];
    const more = whole && start + numbers.length < size;
    const next = more ? `whole:${generation}.${start + numbers.length}` : `log:${generation}.${log.length}`;
    return { numbers, cursor: next, more };
  };
  const itemOf = (n: number): ExchangeItem => {
    const fields = fieldsOf('exchange', n);
    return {
      id: idOf('e', n),
      changeKey: versionOf('exchange', n),
      itemType: 'contacts',
      fields,
      categories: [],
      stamp: stamps.get(n) ?? null,
      uid: null,
      searchKey: idOf('k', n),
      parentFolderId: 'contacts',
      notSynchronised: null,
      meeting: null,
    };
  };
  const never = (): never => {
    throw new Error('nothing of that kind happens here');
  };

  return {
    calls,
    edit,
    losePositions: () => {
      generation += 1;
    },
    crm: {
      user: {
        id: 'user',
        name: 'anna',
        displayName: 'Anna Bianchi',
        email: 'anna@brenta.example',
        timeZone: 'Europe/Rome',
        active: true,
      },
      versionOrder: 'ascending',
      recurrence: 'full',
      times: 'zoned',
      mark: async () => ({ instance: 'crm', highWater: log.length }),
      async listChanges(_type, cursor) {
        called('crm.listChanges');
        const { numbers, ...rest } = pageOf('crm', cursor);
        return {
          ...rest,
          upserts: numbers.map((n) => ({ id: idOf('c', n), version: versionOf('crm', n) })),
          deletes: [],
        };
      },
      async read(_type, ids) {
        called('crm.read');
        return ids.map((id) => {
          const n = numberOf(id);
          return {
            kind: 'found',
            record: {
              id,
              itemType: 'contacts',
              version: versionOf('crm', n),
              fields: fieldsOf('crm', n),
              ownerId: 'user',
              shared: false,
              lists: [],
              participantIds: [],
              uid: null,
              externalKey: null,
              mayChange: true,
              notSynchronised: null,
            },
          };
        });
      },
      findByExternalKeys: async () => [],
      create: never,
      async update(_type, batch) {
        called('crm.update');
        return batch.map(({ id, changes }) => {
          edit('crm', numberOf(id), changes);
          return { kind: 'done', id, version: versionOf('crm', numberOf(id)) };
        });
      },
      delete: never,
    },
    exchange: {
      async identify() {
        called('exchange.identify');
        return {
          smtp: 'anna@brenta.example',
          fingerprint: 'folders',
          serverBuild: null,
          requestVersion: 'Exchange2013_SP1',
        };
      },
      async listChanges(_type, cursor) {
        called('exchange.listChanges');
        const { numbers, ...rest } = pageOf('exchange', cursor);
        const upserts = numbers.map((n) => ({ id: idOf('e', n), changeKey: versionOf('exchange', n) }));
        return { ...rest, upserts, deletes: [] };
      },
      async read(_type, ids) {
        called('exchange.read');
        return ids.map((id) => ({ kind: 'found', item: itemOf(numberOf(id)) }));
      },
      create: never,
      async update(_type, batch) {
        called('exchange.update');
        return batch.map(({ ref, changes, stamp }) => {
          const n = numberOf(ref.id);
          if (stamp !== null) stamps.set(n, stamp);
          edit('exchange', n, changes);
          return { kind: 'done', ref: { id: ref.id, changeKey: versionOf('exchange', n) } };
        });
      },
      delete: never,
      async locate() {
        called('exchange.locate');
        return { found: [], unreadable: [] };
      },
      browse: never,
      close: async () => undefined,
    },
  };
}

export function idOf(kind: 'c' | 'e' | 'k' | 'l' | 's', n: number): string {
  return `${kind}${String(n).padStart(PADDING, '0')}`;
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}

function resync(): Error {
  return new ConnectorError({ code: 'ErrorInvalidSyncStateData', disposition: 'resync', message: 'an old position' });
}
