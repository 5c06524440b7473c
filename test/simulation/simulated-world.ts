import type { CrmSide, CrmUser } from '../../src/crm/port.ts';
import type { CalendarDate, ItemType } from '../../src/model/index.ts';
import { AFTER_CRM_RESTORE } from '../../src/settings/settings.ts';
import type { FindingStore } from '../../src/store/findings.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { CrmBackup, CrmDatabase } from '../../src/sync-run/testing/memory-crm.ts';
import { createCrmDatabase, createMemoryCrm } from '../../src/sync-run/testing/memory-crm.ts';
import { createMemoryExchange } from '../../src/sync-run/testing/memory-exchange.ts';
import { createMemoryFindings } from '../../src/sync-run/testing/memory-findings.ts';
import type { MemoryPlans } from '../../src/sync-run/testing/memory-plans.ts';
import { createMemoryPlans } from '../../src/sync-run/testing/memory-plans.ts';
import { createMemoryRuns } from '../../src/sync-run/testing/memory-store.ts';
import type { MemoryStores } from '../../src/sync-run/testing/memory-stores.ts';
import { createMemoryStores } from '../../src/sync-run/testing/memory-stores.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { START_MS, TODAY, ZONE } from './calendar.ts';
import type { History } from './history.ts';
import { createHistory } from './history.ts';
import type { Mailbox } from './mailbox.ts';
import { setRules } from './mailbox.ts';
import type { Schedule } from './schedule.ts';
import { createSchedule } from './schedule.ts';
import type { Swarm } from './swarm.ts';
import { randomFor } from './swarm.ts';

/** One company: its CRM, its mailboxes, our memory of them, one clock. */
export interface SimulatedWorld {
  readonly swarm: Swarm;
  readonly schedule: Schedule;
  readonly history: History;
  readonly mailboxes: readonly Mailbox[];
  readonly stores: MemoryStores;
  readonly runs: ReturnType<typeof createMemoryRuns>;
  readonly plans: MemoryPlans;
  readonly findings: FindingStore;
  readonly databases: Readonly<Record<ItemType, CrmDatabase>>;
  /** What the CRM's administrators kept. */
  readonly backups: Map<ItemType, CrmBackup>;
  /** The day on which runs take place. */
  today: CalendarDate;
  newId(): string;
  /** Runs that are under way. */
  running: number;
  /** People and faults have stopped. */
  calm: boolean;
  /** What ended a run that is a defect of ours. */
  readonly defects: unknown[];
}

export const STAMP_KEY = new Uint8Array(32).fill(7);
export const CATEGORIES = ['CRM', 'Raccordo'] as const;

export async function createSimulatedWorld(swarm: Swarm, keepTrace: boolean): Promise<SimulatedWorld> {
  const schedule = createSchedule(randomFor(swarm.seed, 'schedule'), START_MS, keepTrace);
  const stores = createMemoryStores(schedule.now);
  const rulesRandom = randomFor(swarm.seed, 'rules');
  const databases = { contacts: createCrmDatabase(), appointments: createCrmDatabase() };
  const mailboxes: Mailbox[] = [];
  for (const { user: name, itemType } of swarm.mailboxes) {
    const user = userNamed(name);
    const exchange = createMemoryExchange(itemType, { pageSize: swarm.pageSize });
    exchange.keepsIds = swarm.keepsIds;
    exchange.identity = { smtp: user.email, fingerprint: `folders-of-${name}` };
    const crm = createMemoryCrm(itemType, {
      user,
      database: databases[itemType],
      rights: 'byOwner',
      pageSize: swarm.pageSize,
      recurrence: recurrenceOf(swarm),
    });
    const owner = { accountId: name, crmUserId: user.id, mailbox: user.email };
    const scope = await stores.store.ensureScope(owner, itemType);
    const drawn = withThemeRules(randomRules(rulesRandom, swarm.mailboxes.length > 1), swarm);
    const waiting = swarm.deletionsWait ? { deleteCrmToExchange: false, deleteExchangeToCrm: false } : {};
    const rules = { ...drawn, ...waiting, afterCrmRestore: afterCrmRestoreOf(swarm) };
    const memory = stores.of(scope.id);
    const mailbox: Mailbox = {
      name,
      itemType,
      user,
      exchange,
      crm,
      scope,
      memory,
      rules,
      from: { kind: 'all' },
      marks: new Set(),
      rightsChanged: false,
      timesUnread: new Map(),
    };
    setRules(mailbox, rules);
    mailboxes.push(mailbox);
  }
  let nextId = 0;
  const runs = createMemoryRuns(schedule.now);
  const history = createHistory();
  for (const { name, itemType, rules } of mailboxes)
    history.words.push(`${name} (${itemType}): ${JSON.stringify(rules)}`);
  return {
    swarm,
    schedule,
    history,
    mailboxes,
    stores,
    runs,
    plans: createMemoryPlans(runs, schedule.now),
    findings: createMemoryFindings(stores.of),
    databases,
    backups: new Map(),
    today: TODAY,
    newId: () => `id-${String((nextId += 1)).padStart(6, '0')}`,
    running: 0,
    calm: false,
    defects: [],
  };
}

/** Drawn apart, because other histories do without. */
function withThemeRules(rules: ItemRules, { seed, theme }: Swarm): ItemRules {
  const random = randomFor(seed, 'rules of the theme');
  if (theme === 'meetings')
    return { ...rules, invitations: random.pick(['never', 'silent', 'notify', 'notify'] as const) ?? 'never' };
  if (theme === 'privacy')
    return {
      ...rules,
      privateItems: random.pick(['busyOnly', 'busyOnly', 'busyOnly', 'skip', 'full'] as const) ?? 'busyOnly',
    };
  // The version of a row is read anew before each write: what was overwritten unseen cannot be told from what was not.
  if (theme === 'rows') return { ...rules, exchangeConflictResolution: 'neverOverwrite' };
  return rules;
}

/** The same for all mailboxes, as one profile says it. Drawn apart, because other histories do without. */
function afterCrmRestoreOf({ seed, acts }: Swarm): ItemRules['afterCrmRestore'] {
  if (!acts.includes('restoreCrm')) return DEFAULT_ITEM_RULES.afterCrmRestore;
  return randomFor(seed, 'after a restore of the CRM').pick(AFTER_CRM_RESTORE) ?? 'exchange';
}

function recurrenceOf({ seed, theme }: Swarm): CrmSide['recurrence'] {
  if (theme !== 'rows') return 'full';
  return randomFor(seed, 'series of the CRM').chance(0.5) ? 'rows' : 'none';
}

function userNamed(name: string): CrmUser {
  const email = `${name}@example.org`;
  return { id: `user-${name}`, name, displayName: name, email, timeZone: ZONE, active: true };
}

export function randomRules(random: Random, sharing: boolean): ItemRules {
  const exchangeItems = random.whole(10);
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: random.chance(0.8),
    updateExchangeToCrm: random.chance(0.8),
    deleteCrmToExchange: random.chance(0.7),
    deleteExchangeToCrm: random.chance(0.7),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    exchangeDeleteMode: random.chance(0.7) ? 'deletedItems' : 'permanent',
    exchangeConflictResolution: random.chance(0.9) ? 'neverOverwrite' : 'alwaysOverwrite',
    exchangeCategories: CATEGORIES.filter(() => random.chance(0.3)),
    crmItems: { kind: sharing && random.chance(0.8) ? 'ownAndShared' : 'own' },
    exchangeItems:
      exchangeItems === 0
        ? { kind: 'onlyCategory', category: 'Lavoro' }
        : exchangeItems === 1
          ? { kind: 'allButCategory', category: 'Casa' }
          : { kind: 'all' },
    privateItems: random.chance(0.7) ? 'skip' : 'full',
  };
}
