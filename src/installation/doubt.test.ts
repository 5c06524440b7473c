import { describe, expect, it } from 'vitest';
import type { DatabaseStanding } from './database-standing.ts';
import type { DoubtReason, Here } from './doubt.ts';
import { doubtOf } from './doubt.ts';
import type { Mark } from './mark.ts';

const BORN = Date.parse('2026-11-25T08:00:00Z');
const CARDS = ['02:00:00:00:00:01', '02:00:00:00:00:02'];

const mark: Mark = {
  installation: 'ours',
  timeline: 'second',
  generation: 7,
  directory: '/var/lib/raccordo',
  cards: CARDS,
  born: BORN,
};
const database: DatabaseStanding = {
  installation: 'ours',
  timeline: 'second',
  formerTimelines: ['first'],
  generation: 7,
  home: 'cluster/1',
  doubt: null,
  used: true,
};
const here: Here = { directory: '/var/lib/raccordo', cards: CARDS, born: BORN, home: 'cluster/1', isShared: true };

type Case = readonly [
  what: string,
  expected: DoubtReason | null,
  change: { mark?: Partial<Mark> | null; database?: Partial<DatabaseStanding>; here?: Partial<Here> },
];

const CASES: readonly Case[] = [
  ['everything is as it was', null, {}],
  ['killed after the database had gone a step ahead', null, { database: { generation: 8 } }],
  ['other processes have written meanwhile', null, { database: { generation: 900 } }],
  ['the database is one step behind', 'restored', { database: { generation: 6 } }],
  [
    'the database knows nothing of the last confirmation',
    'restored',
    { database: { timeline: 'first', formerTimelines: [] } },
  ],
  [
    'the backup is from before there were marks',
    'restored',
    { database: { timeline: 'another', formerTimelines: [], home: null, generation: 0 } },
  ],
  [
    'confirmed since, wherever the directory lies',
    null,
    { mark: { timeline: 'first', generation: 99 }, here: { born: 0 } },
  ],
  ['another process has noticed it', 'restored', { database: { doubt: 'restored' } }],

  ['another installation’s database', 'foreign', { database: { installation: 'theirs' } }],
  ['an empty database of a new installation', null, { database: { installation: 'new', home: null, used: false } }],

  ['the first start with a mark', null, { mark: null, database: { home: null } }],
  ['a further data directory on the same database', null, { mark: null }],
  ['a new data directory on a copy of the database', 'copied', { mark: null, here: { home: 'cluster/2' } }],
  [
    'a copy in which nothing was ever synchronised',
    null,
    { mark: null, database: { used: false }, here: { home: 'x' } },
  ],
  [
    'an embedded database without its mark',
    'copied',
    { mark: null, database: { home: 'embedded' }, here: { home: 'embedded', isShared: false } },
  ],
  ['the database has moved to another server, whole', null, { here: { home: 'cluster/2' } }],

  ['unpacked from a backup: the file is a younger one', 'copied', { here: { born: BORN + 3_600_000 } }],
  ['unpacked before anything was synchronised', null, { database: { used: false }, here: { born: 0 } }],
  ['births are kept to a second', null, { here: { born: BORN + 999 } }],
  ['renamed in its place', null, { here: { directory: '/srv/raccordo' } }],
  [
    'elsewhere, and no file system tells births',
    'copied',
    { mark: { born: null }, here: { directory: '/srv/raccordo' } },
  ],
  ['births are told since an upgrade', null, { mark: { born: null } }],
  ['births are not told any more', null, { here: { born: null } }],
  ['a clone of the machine', 'copied', { here: { cards: ['02:00:00:00:00:09'] } }],
  ['one of two network cards was replaced', null, { here: { cards: ['02:00:00:00:00:02', '02:00:00:00:00:09'] } }],
  ['a container shows no network card', null, { here: { cards: [] } }],
  ['the mark was written in a container', null, { mark: { cards: [] } }],
];

describe('whether the database may be trusted', () => {
  it.each(CASES)('%s: %s', (_what, expected, change) => {
    const before = change.mark === null ? null : { ...mark, ...change.mark };
    expect(doubtOf(before, { ...database, ...change.database }, { ...here, ...change.here })).toBe(expected);
  });
});
