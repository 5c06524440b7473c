import type { ItemView, LoggedRequest, RunningSimulator, SimulatedMailbox } from '../../simulator/index.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';

/** Where a mailbox keeps its items; the folder that people move things to beside it. */
export const FOLDERS = { contacts: 'contacts', appointments: 'calendar' } as const;

/** The fields that people of these histories edit, by their names in Exchange. */
const WATCHED: Readonly<Record<ItemType, Readonly<Record<string, string>>>> = {
  contacts: { Profession: 'profession', JobTitle: 'jobTitle', Nickname: 'nickname', Department: 'department' },
  appointments: { Subject: 'subject', Location: 'location' },
};

/** What one of our writes did in a mailbox. Two that follow each other between two looks are one. */
export interface ItemChange {
  /** Milliseconds since the epoch, a moment after it happened. */
  readonly at: number;
  readonly mailbox: string;
  readonly itemType: ItemType;
  readonly itemId: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
  readonly stamped: boolean;
  readonly ownDuplicate: boolean;
  /** Deletions that looked first: what stood there at that look. */
  readonly looked?: Fields;
}

export interface ExchangeWatch {
  /** What was seen so far. */
  readonly changes: readonly ItemChange[];
  /** Runs what a person does: what happened before is ours, what it does is not. */
  byPerson<T>(act: () => T): T;
  look(): void;
  /**
   * The time, later than whenever it was asked before: whoever comes to know of two things in one millisecond still knows which
   * was the last.
   */
  now(): number;
}

/** Far less than what passes between two requests, and more than a number of this size rounds away. */
const SMALLEST_STEP_MS = 0.001;

type Snapshot = ReadonlyMap<string, ItemView>;

/**
 * Compares the mailboxes after every request: the simulator lives in this process, so nothing happens in between.
 */
export function watchExchange(simulator: RunningSimulator, mailboxes: readonly SimulatedMailbox[]): ExchangeWatch {
  const changes: ItemChange[] = [];
  const looks = watchLooks();
  const snapshot = (): readonly Snapshot[] => {
    const taken = mailboxes.map(snapshotOf);
    for (const item of taken.flatMap((one) => [...one.values()])) looks.stands(item);
    return taken;
  };
  let snapshots = snapshot();
  let lastAt = 0;
  const now = (): number => {
    lastAt = Math.max(Date.now(), lastAt + SMALLEST_STEP_MS);
    return lastAt;
  };
  const look = (): void => {
    const at = now();
    const stands = snapshot();
    mailboxes.forEach((mailbox, index) => {
      const before = snapshots[index] ?? new Map();
      const found = differences({ at, mailbox: mailbox.smtp }, before, stands[index] ?? new Map());
      changes.push(...found.map((change) => (change.after === null ? { ...change, ...looks.before(change) } : change)));
    });
    snapshots = stands;
  };
  const { requests } = simulator;
  const add = requests.add.bind(requests);
  requests.add = (entry) => {
    add(entry);
    look();
    looks.hear(entry);
  };
  return {
    changes,
    look,
    now,
    byPerson: (act) => {
      look();
      const result = act();
      snapshots = snapshot();
      return result;
    },
  };
}

/**
 * What deletions knew of their items: each was looked at right before, where the last request that named it asked for nothing
 * but its version.
 */
function watchLooks() {
  /** By id and version. */
  const versions = new Map<string, Fields>();
  /** By id, what the last request that named the item was shown of it, if that was such a look. */
  const shown = new Map<string, Fields>();
  return {
    stands: (item: ItemView): void => void versions.set(`${item.id} ${item.changeKey}`, fieldsOf(item)),
    hear: ({ operation, status, requestBody = '', responseBody = '' }: LoggedRequest): void => {
      const asksForVersion = requestBody.includes('BaseShape>IdOnly<') && !requestBody.includes('AdditionalProperties');
      // Without a status the answer never arrived whole.
      const isLook = operation === 'GetItem' && asksForVersion && status === 200;
      for (const [id] of itemIdsIn(requestBody)) shown.delete(id);
      for (const [id, changeKey] of isLook ? itemIdsIn(responseBody) : []) {
        const fields = versions.get(`${id} ${changeKey}`);
        if (fields !== undefined) shown.set(id, fields);
      }
    },
    before: ({ itemId }: Pick<ItemChange, 'itemId'>): Pick<ItemChange, 'looked'> => {
      const looked = shown.get(itemId);
      return looked === undefined ? {} : { looked };
    },
  };
}

function itemIdsIn(body: string): readonly (readonly [id: string, changeKey: string])[] {
  return [...body.matchAll(/ItemId Id="([^"]*)"(?: ChangeKey="([^"]*)")?/g)].map(([, id = '', key = '']) => [id, key]);
}

export function fieldsOf(item: ItemView): Fields {
  const entries = Object.entries(WATCHED[itemTypeOf(item)]).map(([theirs, ours]) => [
    ours,
    typeof item.fields[theirs] === 'string' ? item.fields[theirs] : null,
  ]);
  return { ...(Object.fromEntries(entries) as Fields), categories: item.categories };
}

export function itemTypeOf({ kind }: Pick<ItemView, 'kind'>): ItemType {
  return kind === 'Contact' ? 'contacts' : 'appointments';
}

export function originOf(fields: Fields): string {
  return String(fields['profession'] ?? fields['subject'] ?? '');
}

function snapshotOf(mailbox: SimulatedMailbox): Snapshot {
  const items = Object.values(FOLDERS).flatMap((folder) => mailbox.items(folder));
  return new Map(items.map((item) => [item.id, item]));
}

function differences(
  seen: Pick<ItemChange, 'at' | 'mailbox'>,
  before: Snapshot,
  after: Snapshot,
): readonly ItemChange[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((itemId): readonly ItemChange[] => {
    const [old, now] = [before.get(itemId), after.get(itemId)];
    const item = now ?? old;
    if (item === undefined || old?.changeKey === now?.changeKey) return [];
    const stamp = stampOf(item);
    return [
      {
        ...seen,
        itemType: itemTypeOf(item),
        itemId,
        before: old === undefined ? null : fieldsOf(old),
        after: now === undefined ? null : fieldsOf(now),
        stamped: now !== undefined && stampOf(now) !== (old === undefined ? null : stampOf(old)),
        ownDuplicate: now === undefined && stamp !== null && [...after.values()].some((one) => stampOf(one) === stamp),
      },
    ];
  });
}

export function stampOf(item: ItemView): string | null {
  const [, value] = Object.entries(item.extended).find(([key]) => /stamp/i.test(key)) ?? [];
  return typeof value === 'string' ? value : null;
}
