import type { ItemType } from '../../src/model/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { createRandom } from '../../src/sync-run/testing/random.ts';
import type { Theme, ThemeAct } from './themes.ts';
import { drawTheme, withTheme } from './themes.ts';

/** What people and administrators may do. */
export const ACT_KINDS = [
  'createInCrm',
  'createShared',
  'createInExchange',
  'createOnBoth',
  'createNamesake',
  'editInCrm',
  'editInExchange',
  'editSetInCrm',
  'editSetInExchange',
  'moveDateInCrm',
  'moveDateInExchange',
  'editOccurrenceInCrm',
  'editOccurrenceInExchange',
  'changeRuleInCrm',
  'changeRuleInExchange',
  'deleteInCrm',
  'trashInExchange',
  'eraseInExchange',
  'purgeDeletedItems',
  'moveAway',
  'moveBack',
  'restoreFromDeletedItems',
  'copy',
  'touch',
  'undeleteInCrm',
  'reassign',
  'share',
  'hide',
  'makePrivate',
  'takeOffCategory',
  'migrate',
  'loseFolderRight',
  'loseCursor',
  'flipRule',
  'flipStrategy',
  'changeCategories',
  'changeProfile',
  'shiftWindow',
  'poison',
  'backUpCrm',
  'restoreCrm',
] as const;

/** Comes with what it is about, and is not drawn by itself: histories without stay what they were. */
export const CHOICES = ['chooseAfterRestore'] as const;

export type ActKind = (typeof ACT_KINDS)[number] | (typeof CHOICES)[number] | ThemeAct;

/** What people do all day; everything else happens once in a while. */
const OFTEN: Partial<Readonly<Record<ActKind, number>>> = {
  createInCrm: 3,
  createInExchange: 3,
  editInCrm: 5,
  editInExchange: 5,
  editSetInCrm: 2,
  editSetInExchange: 2,
  deleteInCrm: 4,
  trashInExchange: 3,
  eraseInExchange: 2,
  moveAway: 2,
  moveBack: 4,
  restoreFromDeletedItems: 4,
  undeleteInCrm: 2,
};

/** So many times more often where nearly everything is a series. */
const OF_SERIES: Partial<Readonly<Record<ActKind, number>>> = {
  editOccurrenceInCrm: 10,
  editOccurrenceInExchange: 10,
  changeRuleInCrm: 6,
  changeRuleInExchange: 2,
};

/** What can only follow something else comes with it. */
const FOLLOWS: Partial<Readonly<Record<ActKind, ActKind>>> = {
  moveBack: 'moveAway',
  restoreFromDeletedItems: 'trashInExchange',
};

/** What goes wrong between us and the world. */
export const FAULT_KINDS = [
  'lostRequest',
  'lostResponse',
  'cutSeries',
  'lateLanding',
  'veryLateLanding',
  'staleVersion',
  'itemRefused',
  'shortAnswer',
  'unreachable',
  'backOff',
  'databaseBefore',
  'databaseAfter',
  'disorder',
  'crash',
  'zombie',
  'secondWorker',
  'wrongClock',
  'actsDuringRuns',
] as const;
/** `itemUnread` comes with its focus alone: histories without stay what they were. */
export type FaultKind = (typeof FAULT_KINDS)[number] | 'itemUnread';

/** What a worker does beside ordinary runs. */
export const TASK_KINDS = ['preview', 'applyPlan', 'undo', 'verify'] as const;
export type TaskKind = (typeof TASK_KINDS)[number] | 'oldDeletions';

export interface MailboxPlan {
  readonly user: string;
  readonly itemType: ItemType;
}

/** Everything that a seed decides before the first step. */
export interface Swarm {
  readonly seed: number;
  readonly turns: number;
  readonly mailboxes: readonly MailboxPlan[];
  readonly theme: Theme | null;
  /** Nearly everything is a series, and people mostly work on that. */
  readonly ofSeries: boolean;
  /** Each as often as it is likely. */
  readonly acts: readonly ActKind[];
  readonly faults: ReadonlySet<FaultKind>;
  readonly tasks: readonly TaskKind[];
  /** No rule carries deletions over when it begins. */
  readonly deletionsWait: boolean;
  readonly chunkSize: number;
  readonly pageSize: number;
  readonly keepsIds: boolean;
  readonly tightBrakes: boolean;
  /** All mailboxes together may delete one item in half an hour, and no other brake holds any. */
  readonly oneDeletion: boolean;
  readonly approveFirst: boolean;
}

const WORLDS: readonly (readonly MailboxPlan[])[] = [
  [{ user: 'anna', itemType: 'contacts' }],
  [{ user: 'anna', itemType: 'contacts' }],
  [{ user: 'anna', itemType: 'appointments' }],
  [{ user: 'anna', itemType: 'appointments' }],
  [
    { user: 'anna', itemType: 'contacts' },
    { user: 'bruno', itemType: 'contacts' },
  ],
  [
    { user: 'anna', itemType: 'appointments' },
    { user: 'bruno', itemType: 'appointments' },
  ],
];

/** A stream of numbers of its own for each purpose, so that leaving out one act leaves the others as they are. */
export function randomFor(seed: number, purpose: string): Random {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (let index = 0; index < purpose.length; index += 1)
    mixed = Math.imul(mixed ^ purpose.charCodeAt(index), 0xc2b2ae35);
  return createRandom(mixed ^ (mixed >>> 15));
}

/** A random part of all acts and faults: what always happens together hides what happens alone. */
export function swarmOf(seed: number): Swarm {
  return withTheme(drawnFrom(seed), themeOf(seed));
}

/** Without a theme: what a focus is put into. */
export function drawnFrom(seed: number): Swarm {
  const random = randomFor(seed, 'swarm');
  const share = random.pick([0.2, 0.5, 0.8]) ?? 0.5;
  const drawn = ACT_KINDS.filter((kind) => ALWAYS.includes(kind) || random.chance(share));
  const first = new Set([...drawn, ...drawn.flatMap((kind) => FOLLOWS[kind] ?? [])]);
  const mailboxes = random.pick(WORLDS) ?? [];
  const ofSeries = mailboxes.some(({ itemType }) => itemType === 'appointments') && random.chance(0.3);
  const often = (kind: ActKind): number => (OFTEN[kind] ?? 1) * (ofSeries ? (OF_SERIES[kind] ?? 1) : 1);
  const choices: readonly ActKind[] = first.has('restoreCrm') ? CHOICES : [];
  const all = new Set([...first, ...(ofSeries ? (Object.keys(OF_SERIES) as ActKind[]) : []), ...choices]);
  const acts = [...all].flatMap((kind) => Array.from({ length: often(kind) }, () => kind));
  const calm = random.chance(0.15);
  const deletionsWait = doDeletionsWait(seed);
  const faults = new Set(
    FAULT_KINDS.filter((kind) => (random.chance(0.5) || (ofSeries && kind === 'cutSeries')) && !calm),
  );
  return {
    seed,
    turns: (5 + random.whole(8)) * (ofSeries ? 3 : 1),
    mailboxes,
    theme: null,
    ofSeries,
    acts,
    faults,
    tasks: [
      ...(random.chance(0.5) ? TASK_KINDS.filter(() => random.chance(0.5)) : []),
      ...(deletionsWait ? OF_OLD_DELETIONS : []),
    ],
    deletionsWait,
    chunkSize: random.pick([1, 2, 5, 100]) ?? 100,
    pageSize: random.pick([1, 3, 40]) ?? 40,
    keepsIds: random.chance(0.1),
    tightBrakes: random.chance(0.2),
    oneDeletion: isOneDeletion(seed),
    approveFirst: random.chance(0.25),
  };
}

const ALWAYS: readonly ActKind[] = ['createInCrm', 'createInExchange', 'editInCrm', 'editInExchange'];

/** Older seeds stay the histories that they were. */
const FIRST_WITH_THEMES = 500_000;
const FIRST_WITH_OLD_DELETIONS = 700_000;
const FIRST_WITH_ONE_DELETION = 700_000;

/** Drawn from numbers of its own. */
function themeOf(seed: number): Theme | null {
  return seed < FIRST_WITH_THEMES ? null : drawTheme(randomFor(seed, 'theme'));
}

/** Likewise. */
function doDeletionsWait(seed: number): boolean {
  return seed >= FIRST_WITH_OLD_DELETIONS && randomFor(seed, 'old deletions').chance(0.3);
}

/** Likewise. */
function isOneDeletion(seed: number): boolean {
  return seed >= FIRST_WITH_ONE_DELETION && randomFor(seed, 'one deletion').chance(0.1);
}

export const OF_OLD_DELETIONS: readonly TaskKind[] = ['oldDeletions', 'oldDeletions', 'oldDeletions'];
