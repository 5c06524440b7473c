import type { RunningSimulator, SimulatedMailbox } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Run } from '../../src/api/resources.ts';
import type { Dice } from '../../src/demo/sample-data/dice.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import { DELEGATE, GIULIA, MARIO } from '../support/configuration.ts';
import type { ExchangeWatch } from './exchange-watch.ts';
import { watchExchange } from './exchange-watch.ts';
import type { Place } from './prepared.ts';
import type { Worker } from './worker.ts';
import { startWorker } from './worker.ts';

export const ACCOUNTS = [
  { name: 'mario', person: MARIO },
  { name: 'giulia', person: GIULIA },
] as const;

/** Two mailboxes, their users in one CRM, and a worker that may be dead. */
export interface KilledWorld {
  readonly simulator: RunningSimulator;
  readonly mailboxes: readonly [SimulatedMailbox, SimulatedMailbox];
  readonly watch: ExchangeWatch;
  /** Of both item types and both accounts. */
  readonly rules: ItemRules;
  readonly place: Place;
  /** `null` while it is dead. */
  worker(): Worker | null;
  start(): Promise<Worker>;
  /** Kills it at this very moment. */
  kill(): Promise<void>;
  /** Settings, as an administrator applies them. */
  apply(active: boolean): Promise<void>;
  /** Asks for the runs of both accounts; resolves when they have ended. Rejects when the worker dies. @param held to be let through */
  synchronise(held?: readonly Run[]): Promise<readonly Run[]>;
  close(): Promise<void>;
}

const LONGEST_WAIT_SECONDS = 20;
const RUN_LIMIT_MS = 60_000;

export async function openKilledWorld(place: Place, dice: Dice): Promise<KilledWorld> {
  const simulator = await startSimulator({ captureBodies: true });
  const mailboxes = [simulator.mailbox(MARIO.smtp), simulator.mailbox(GIULIA.smtp)] as const;
  const watch = watchExchange(simulator, mailboxes);
  const rules = randomRules(dice);
  let worker: Worker | null = null;
  const alive = (): Worker => {
    if (worker === null) throw new Error('the worker is dead');
    return worker;
  };
  return {
    simulator,
    mailboxes,
    watch,
    rules,
    place,
    worker: () => worker,
    start: async () => {
      worker = await startWorker(place.dataDirectory, place.environment);
      return worker;
    },
    kill: async () => {
      const dying = worker;
      worker = null;
      await dying?.kill();
    },
    apply: async (active) => {
      const document = JSON.stringify(documentOf(simulator.ewsUrl, rules, active));
      await alive().crm.call('POST', '/api/configuration', { document });
    },
    synchronise: async (held = []) => {
      const { crm } = alive();
      const started: Run[] = [];
      for (const { name } of ACCOUNTS) {
        const approve = held.filter(({ account }) => account === name).flatMap(({ planHash }) => planHash ?? []);
        const body = approve.length === 0 ? {} : { approve };
        const path = `/api/accounts/${name}/runs`;
        const { runs } = await crm.call<{ readonly runs: readonly Run[] }>('POST', path, body);
        started.push(...runs);
      }
      const ended: Run[] = [];
      const until = Date.now() + RUN_LIMIT_MS;
      for (const { id } of started) ended.push(await endOf(crm, id, until));
      return ended;
    },
    close: async () => {
      await worker?.kill();
      await simulator.close();
      await place.remove();
    },
  };
}

async function endOf(crm: Worker['crm'], id: string, until: number): Promise<Run> {
  for (;;) {
    const run = await crm.call<Run>('GET', `/api/runs/${id}?wait=${LONGEST_WAIT_SECONDS}`);
    if (run.state === 'finished') return run;
    if (Date.now() > until) throw new Error(`a run does not end: ${JSON.stringify(run.progress)}`);
  }
}

function randomRules(dice: Dice): ItemRules {
  const once = (percent: number): boolean => dice.roll(100) < percent;
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: once(85),
    updateExchangeToCrm: once(85),
    deleteCrmToExchange: once(65),
    deleteExchangeToCrm: once(65),
    conflictStrategy: once(50) ? 'crm' : 'exchange',
    conflictGranularity: once(80) ? 'field' : 'item',
    exchangeDeleteMode: once(70) ? 'deletedItems' : 'permanent',
    exchangeCategories: once(50) ? ['CRM'] : [],
    crmItems: { kind: once(60) ? 'ownAndShared' : 'own' },
  };
}

/** The schedule stays out of the way: runs begin when the history says so, at the start of a worker, and after edits in the CRM. */
function documentOf(serverUrl: string, rules: ItemRules, active: boolean): object {
  const {
    exchangeItems: _all,
    privateItems: _skipped,
    invitations: _never,
    afterCrmRestore: _exchange,
    crmItems,
    ...same
  } = rules;
  return {
    users: ACCOUNTS.map(({ name, person }) => ({ name, displayName: person.displayName, email: person.smtp })),
    profiles: [
      {
        name: 'sede',
        serverUrl,
        allowInsecureHttp: true,
        delegate: DELEGATE,
        interval: '1h',
        contacts: { ...same, crmItems: crmItems.kind },
        appointments: same,
      },
    ],
    accounts: ACCOUNTS.map(({ name, person }) => ({ name, user: name, profile: 'sede', mailbox: person.smtp, active })),
  };
}
