import { describe, expect, it } from 'vitest';
import type { Meeting, Side } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { doubtBesideUnseenCopy } from './beside-unseen-copy.ts';
import type { Mailbox } from './mailbox.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { swarmOf } from './swarm.ts';

const FIELDS = { location: 't1', subject: 'Meeting t1' };
const CREATE = { fields: FIELDS, uid: 'uid-t1' };
const INVITATION: Meeting = { role: 'attendee', isCancelled: false, recipients: 1 };

interface Story {
  /** What the invitation of Bruno is like when our create is sent; `null`: it has not come yet. */
  readonly copy?: Partial<StoredItem> | null;
  /** What is remembered of it by then. */
  readonly remembers?: (bruno: Mailbox, copy: StoredItem) => void;
  /** What happens to it before the create lands. */
  readonly meanwhile?: (bruno: Mailbox, copy: StoredItem | null) => void;
  readonly create?: { readonly fields: typeof FIELDS; readonly uid: string | null };
  readonly lands?: number;
}

/** Bruno has the record of a meeting to which Anna invited him. @returns the doubts when the item of it lands */
async function madeFor({ copy = {}, remembers, meanwhile, create = CREATE, lands = 1 }: Story = {}) {
  const mailboxes = [{ user: 'bruno', itemType: 'appointments' as const }];
  const world = await createSimulatedWorld({ ...swarmOf(1), mailboxes }, false);
  const [bruno] = world.mailboxes;
  if (bruno === undefined) throw new Error('a company without a mailbox');
  const stands = copy === null ? null : invite(bruno, copy);
  if (stands !== null) remembers?.(bruno, stands);
  const landed = doubtBesideUnseenCopy({ history: world.history, mailbox: bruno });
  meanwhile?.(bruno, stands);
  for (let time = 0; time < lands; time += 1) landed(create);
  return world.history.doubts;
}

function invite({ exchange }: Mailbox, more: Partial<StoredItem> = {}): StoredItem {
  return exchange.put(FIELDS, { uid: 'uid-t1', meeting: INVITATION, ...more });
}

const hinted =
  (side: Side) =>
  ({ memory }: Mailbox, { id }: StoredItem): void =>
    void memory.hints.set(id, { side, itemId: id, version: 1 });

const registered = ({ memory }: Mailbox, { id }: StoredItem): void =>
  void memory.unlinked.set(id, { side: 'exchange', itemId: id } as never);

const linked = ({ memory }: Mailbox, exchangeId: string, searchKey: string): void =>
  void memory.links.set('1', {
    id: '1',
    state: 'LINKED',
    exchangeId,
    searchKey,
    stamp: 's',
    formerStamps: [],
  } as never);

const beingMade = ({ memory }: Mailbox, { searchKey }: StoredItem): void =>
  void memory.intents.set('1', { id: '1', exchangeId: 'before', searchKey } as never);

describe('an item that we make of a record, beside the invitation of its user to that meeting', () => {
  const doubted = [{ origin: 't1', why: 'made beside an unseen copy' }];

  it.each<readonly [string, Story]>([
    ['came since the run looked', {}],
    ['came while it was made', { copy: null, meanwhile: (bruno) => void invite(bruno) }],
    ['was filed away before a run saw it', { copy: { folder: 'other' } }],
    ['has nothing to do with a record of the same id', { remembers: hinted('crm') }],
    ['is doubted once, however often we make it', { lands: 2 }],
  ])('is one more where it %s', async (_when, story) => {
    expect(await madeFor(story)).toEqual(doubted);
  });

  it.each<readonly [string, Story]>([
    ['a list named it', { remembers: hinted('exchange') }],
    ['a run registered it', { remembers: registered }],
    ['it is the item of a pair', { remembers: (bruno, { id }) => linked(bruno, id, 'another') }],
    [
      'it is that of a pair, filed away',
      { copy: { folder: 'other' }, remembers: (bruno, { searchKey }) => linked(bruno, 'before', searchKey) },
    ],
    ['its record is just being made, filed away', { copy: { folder: 'other' }, remembers: beingMade }],
    [
      'a list named it before it was filed away',
      { remembers: hinted('exchange'), meanwhile: ({ exchange }, copy) => void exchange.move(copy?.id ?? '', 'other') },
    ],
    ['it was thrown away', { copy: { folder: 'deletedItems' } }],
    ['it is of another meeting', { copy: { uid: 'uid-t2' } }],
    ['the user organizes it', { copy: { meeting: { ...INVITATION, role: 'organizer' } } }],
    ['it is an appointment', { copy: { meeting: null } }],
    ['neither has a UID', { copy: { uid: null }, create: { ...CREATE, uid: null } }],
  ])('is one too many where %s', async (_when, story) => {
    expect(await madeFor(story)).toEqual([]);
  });
});
