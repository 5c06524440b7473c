import type { Random } from '../../src/sync-run/testing/random.ts';
import type { ActKind, Swarm } from './swarm.ts';

/**
 * A part of the product that changes what a history is about: who is in it, what they do and what its judge may expect.
 * A history has one of them, or none.
 */
export const THEMES = ['meetings', 'privacy'] as const;
/** `rows`, of a CRM that keeps no series, comes with its focus alone. */
export type Theme = (typeof THEMES)[number] | 'rows';

export const MEETING_ACTS = [
  'invite',
  'changePeople',
  'answerInvitation',
  'changeMeeting',
  'callOff',
  'changeMeetingInCrm',
  'deleteMeetingInCrm',
  'flipInvitations',
] as const;
export const PRIVACY_ACTS = ['makePrivate', 'createPrivate', 'flipPrivacy'] as const;
export const ROW_ACTS = [
  'makeSeries',
  'makeOnceInCrm',
  'editSeries',
  'changeSeriesRule',
  'editOneDay',
  'moveOneDay',
  'deleteOneDay',
  'trashSeries',
  'eraseSeries',
  'editRow',
  'moveRow',
  'deleteRow',
  'nextMonth',
] as const;
export type ThemeAct = (typeof MEETING_ACTS)[number] | (typeof PRIVACY_ACTS)[number] | (typeof ROW_ACTS)[number];

const SHARE_WITH_A_THEME = 0.3;

export function drawTheme(random: Random): Theme | null {
  return random.chance(SHARE_WITH_A_THEME) ? (random.pick(THEMES) ?? null) : null;
}

/** Puts a theme into what was drawn, and leaves the rest of it as it was. */
export function withTheme(swarm: Swarm, theme: Theme | null): Swarm {
  switch (theme) {
    case null:
      return swarm;
    case 'meetings':
      return {
        ...swarm,
        theme,
        mailboxes: ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' })),
        acts: [...swarm.acts, ...asOften(OF_MEETINGS)],
        // With what people do in the CRM all day, so that there is something to mail.
        turns: swarm.turns * 2,
      };
    case 'privacy':
      return {
        ...swarm,
        theme,
        mailboxes: [{ user: 'anna', itemType: 'appointments' }],
        ofSeries: false,
        acts: [...swarm.acts.filter((kind) => !NOT_WITH_PRIVACY.has(kind)), ...asOften(OF_PRIVACY)],
      };
    case 'rows':
      return {
        ...swarm,
        theme,
        mailboxes: [{ user: 'anna', itemType: 'appointments' }],
        ofSeries: false,
        acts: [...swarm.acts.filter((kind) => WITH_ROWS.has(kind)), ...asOften(OF_ROWS)],
        tasks: swarm.tasks.filter((kind) => kind !== 'undo'),
      };
  }
}

const OF_MEETINGS: Readonly<Record<(typeof MEETING_ACTS)[number], number>> = {
  invite: 6,
  changePeople: 3,
  answerInvitation: 4,
  changeMeeting: 4,
  callOff: 2,
  changeMeetingInCrm: 5,
  deleteMeetingInCrm: 1,
  flipInvitations: 1,
};
const OF_PRIVACY: Readonly<Record<(typeof PRIVACY_ACTS)[number], number>> = {
  makePrivate: 6,
  createPrivate: 6,
  flipPrivacy: 1,
};

const OF_ROWS: Readonly<Record<(typeof ROW_ACTS)[number], number>> = {
  makeSeries: 5,
  makeOnceInCrm: 1,
  editSeries: 3,
  changeSeriesRule: 3,
  editOneDay: 5,
  moveOneDay: 3,
  deleteOneDay: 4,
  trashSeries: 1,
  eraseSeries: 1,
  editRow: 7,
  moveRow: 4,
  deleteRow: 4,
  nextMonth: 1,
};

/** Of the other acts those that ask of no item or record what it is. */
const WITH_ROWS: ReadonlySet<ActKind> = new Set([
  'touch',
  'loseCursor',
  'flipRule',
  'flipStrategy',
  'changeCategories',
]);

/** A busy block has nothing but its time by which it is known. */
const NOT_WITH_PRIVACY: ReadonlySet<ActKind> = new Set([
  'createShared',
  'copy',
  'reassign',
  'share',
  'hide',
  'migrate',
  'backUpCrm',
  'restoreCrm',
  'chooseAfterRestore',
  'changeRuleInCrm',
  'changeRuleInExchange',
  'editOccurrenceInCrm',
  'editOccurrenceInExchange',
]);

function asOften(often: Partial<Readonly<Record<ActKind, number>>>): readonly ActKind[] {
  return (Object.entries(often) as [ActKind, number][]).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind),
  );
}
