import type { ActKind, FaultKind, MailboxPlan, Swarm, TaskKind } from './swarm.ts';
import { OF_OLD_DELETIONS } from './swarm.ts';
import type { Theme } from './themes.ts';
import { withTheme } from './themes.ts';

/** What is always in a history, whatever else its seed draws. */
interface Features {
  readonly acts: readonly ActKind[];
  readonly faults: readonly FaultKind[];
  readonly tasks: readonly TaskKind[];
  readonly world: (mailboxes: readonly MailboxPlan[]) => readonly MailboxPlan[];
  readonly ofSeries: boolean;
  readonly deletionsWait: boolean;
  readonly oneDeletion: boolean;
  readonly theme: Theme | null;
}

const AS_DRAWN: Features = {
  acts: [],
  faults: [],
  tasks: [],
  world: (mailboxes) => mailboxes,
  ofSeries: false,
  deletionsWait: false,
  oneDeletion: false,
  theme: null,
};

const ofAppointments: Features['world'] = (mailboxes) =>
  mailboxes.map((mailbox) => ({ ...mailbox, itemType: 'appointments' }));
const ofColleagues: Features['world'] = (mailboxes) =>
  ['anna', 'bruno'].map((user) => ({ itemType: 'contacts', ...mailboxes[0], user }));

const FEATURES = {
  restores: { ...AS_DRAWN, acts: ['backUpCrm', 'restoreCrm', 'chooseAfterRestore'] },
  undo: { ...AS_DRAWN, tasks: ['undo', 'undo', 'undo'] },
  oldDeletions: {
    ...AS_DRAWN,
    acts: ['deleteInCrm', 'trashInExchange', 'eraseInExchange'],
    tasks: OF_OLD_DELETIONS,
    deletionsWait: true,
  },
  deletions: {
    ...AS_DRAWN,
    acts: ['deleteInCrm', 'deleteInCrm', 'eraseInExchange', 'eraseInExchange'],
    faults: ['secondWorker', 'zombie', 'crash'],
    world: ofColleagues,
    oneDeletion: true,
  },
  series: {
    ...AS_DRAWN,
    acts: ['editOccurrenceInCrm', 'editOccurrenceInExchange', 'changeRuleInCrm', 'changeRuleInExchange'],
    faults: ['cutSeries'],
    world: ofAppointments,
    ofSeries: true,
  },
  sharing: { ...AS_DRAWN, acts: ['createShared', 'share', 'hide', 'reassign'], world: ofColleagues },
  window: { ...AS_DRAWN, acts: ['shiftWindow', 'moveDateInCrm', 'moveDateInExchange'], world: ofAppointments },
  workers: { ...AS_DRAWN, faults: ['secondWorker', 'zombie', 'crash'] },
  reads: { ...AS_DRAWN, acts: ['createOnBoth', 'createOnBoth', 'createOnBoth'], faults: ['itemUnread'] },
  meetings: { ...AS_DRAWN, theme: 'meetings' },
  privacy: { ...AS_DRAWN, theme: 'privacy' },
  rows: { ...AS_DRAWN, theme: 'rows' },
} as const satisfies Readonly<Record<string, Features>>;

export type Focus = keyof typeof FEATURES;
export const FOCUSES = Object.keys(FEATURES) as readonly Focus[];

/** Of all acts, each act of a focus is about so many at least. */
const SHARE_OF_AN_ACT = 0.06;

/**
 * Two rare features hardly ever come together in the ordinary draw. A focus puts some of them into every history and
 * leaves the rest as drawn, so that one seed tells as many histories as there are focuses, and its own as before.
 */
export function focused(swarm: Swarm, focus: Focus | null): Swarm {
  if (focus === null) return swarm;
  const { acts, faults, tasks, world, ofSeries, deletionsWait, oneDeletion, theme }: Features = FEATURES[focus];
  const copies = Math.ceil(swarm.acts.length * SHARE_OF_AN_ACT);
  const more: Swarm = {
    ...swarm,
    acts: [...swarm.acts, ...acts.flatMap((kind) => Array.from({ length: copies }, () => kind))],
    faults: new Set([...swarm.faults, ...faults]),
    tasks: [...swarm.tasks, ...tasks],
    mailboxes: world(swarm.mailboxes),
    ofSeries: swarm.ofSeries || ofSeries,
    deletionsWait: swarm.deletionsWait || deletionsWait,
    oneDeletion: swarm.oneDeletion || oneDeletion,
    // Made, in step, deleted, let go, and only then looked at.
    turns: swarm.turns * (deletionsWait ? 2 : 1),
  };
  return withTheme(more, theme);
}
