import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator, SimulatedMailbox } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Run, Tuning } from '../../src/connector/index.ts';
import { applyConfiguration } from '../../src/connector/index.ts';
import type { Placement, Records } from '../../src/crm/builtin/index.ts';
import { asUser, OPERATOR } from '../../src/crm/builtin/index.ts';
import type { CrmRecord } from '../../src/crm/port.ts';
import { openTestDatabase } from '../../src/database/testing/test-database.ts';
import type { OpenConnector } from '../../src/main.ts';
import { openConnector } from '../../src/main.ts';
import type { Fields } from '../../src/model/index.ts';
import { createLog } from '../../src/observability/index.ts';
import type { Link } from '../../src/sync/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import type { ConfigurationOptions } from './configuration.ts';
import { configuration, GIULIA, MARIO } from './configuration.ts';

/** One side's records as a person of the CRM handles them. */
export interface CrmDesk {
  add(fields: Fields, user?: string, placement?: Placement): Promise<string>;
  change(id: string, changes: Fields): Promise<void>;
  /** Owner, sharing, lists, participants. */
  place(id: string, placement: Placement): Promise<void>;
  delete(id: string): Promise<void>;
  all(): Promise<readonly Pick<CrmRecord, 'id' | 'fields'>[]>;
  /** `undefined` when it is gone. */
  find(id: string): Promise<Fields | undefined>;
}

/** Simulator, connector and built-in CRM in this process: the real parts, without commands and pages. */
export interface EngineWorld {
  readonly simulator: RunningSimulator;
  readonly connector: OpenConnector;
  /** Mario's and Giulia's. */
  readonly mailbox: SimulatedMailbox;
  readonly otherMailbox: SimulatedMailbox;
  readonly contacts: CrmDesk;
  readonly appointments: CrmDesk;
  apply(settings?: Partial<ConfigurationOptions>): Promise<void>;
  /** Any document; the simulator's URL is the caller's business. */
  applyDocument(document: object): Promise<void>;
  userId(name: string): Promise<string>;
  /** @returns contacts' run, then appointments' */
  sync(request?: { account?: string; dryRun?: boolean; approve?: string }): Promise<readonly Run[]>;
  /** Live links of the account's scope. */
  links(itemType: 'contacts' | 'appointments', account?: string): Promise<readonly Link[]>;
  close(): Promise<void>;
}

const QUICK: Partial<Tuning> = {
  waitOutSeconds: 0,
  exchangeTimeoutMs: 2_000,
  // Tests of one file share the installation; together they delete more than a company does.
  brakes: { ...DEFAULT_BRAKE_LIMITS, companyDelete: { items: 1_000, share: 1, from: 1_000 } },
};

export async function openEngine(tuning: Partial<Tuning> = {}): Promise<EngineWorld> {
  const simulator = await startSimulator();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'raccordo-engine-'));
  const connector = await openConnector({
    dataDirectory,
    database: { inMemory: await openTestDatabase() },
    log: createLog({ level: 'error', file: null }),
    tuning: { ...QUICK, ...tuning },
  });
  const { parts } = connector;
  const applyDocument: EngineWorld['applyDocument'] = async (document) => {
    const result = await applyConfiguration(parts, connector.events, {
      document: JSON.stringify(document),
      secretValues: {},
      dryRun: false,
    });
    if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
  };
  const userId: EngineWorld['userId'] = async (name) => {
    const user = (await parts.crm.users.list()).find((candidate) => candidate.name === name);
    if (user === undefined) throw new Error(`there is no user ${name}`);
    return user.id;
  };
  const desk = (records: Records): CrmDesk => ({
    async add(fields, user = 'mario', placement = {}) {
      const result = await records.create(asUser(await userId(user)), { ...placement, fields });
      if (result.kind !== 'done') throw new Error(JSON.stringify(result));
      return result.record.id;
    },
    async change(id, changes) {
      const result = await records.update(OPERATOR, { id, expectedVersion: null, changes });
      if (result.kind !== 'done') throw new Error(JSON.stringify(result));
    },
    async place(id, placement) {
      const result = await records.update(OPERATOR, { ...placement, id, expectedVersion: null });
      if (result.kind !== 'done') throw new Error(JSON.stringify(result));
    },
    async delete(id) {
      const result = await records.delete(OPERATOR, { id, expectedVersion: null });
      if (result.kind !== 'done') throw new Error(JSON.stringify(result));
    },
    async all() {
      const found: Pick<CrmRecord, 'id' | 'fields'>[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Records['list']>> = await records.list(OPERATOR, {
          limit: 200,
          ...(cursor === null ? {} : { cursor }),
        });
        found.push(...page.records);
        cursor = page.cursor;
      } while (cursor !== null);
      return found;
    },
    async find(id) {
      const result = await records.get(OPERATOR, id);
      return result.kind === 'found' ? result.record.fields : undefined;
    },
  });
  return {
    simulator,
    connector,
    mailbox: simulator.mailbox(MARIO.smtp),
    otherMailbox: simulator.mailbox(GIULIA.smtp),
    contacts: desk(parts.crm.contacts),
    appointments: desk(parts.crm.appointments),
    apply: (settings = {}) =>
      applyDocument(JSON.parse(configuration({ serverUrl: simulator.ewsUrl, ...settings })) as object),
    applyDocument,
    userId,
    async sync({ account = 'mario', dryRun = false, approve } = {}) {
      const request = {
        accountName: account,
        trigger: 'request',
        dryRun,
        approvedHashes: approve === undefined ? [] : [approve],
        approvedBy: approve === undefined ? null : 'operator',
      } as const;
      const started = await connector.synchroniser.start(request);
      await started.finished;
      return started.runs.map(({ id }) => connector.board.find(id) as Run);
    },
    async links(itemType, account = 'mario') {
      const owner = (await parts.settings.listAccounts()).find(({ name }) => name === account);
      const scope = (await parts.store.listScopes()).find(
        (candidate) => candidate.accountId === owner?.id && candidate.itemType === itemType,
      );
      return scope === undefined ? [] : parts.store.pageLinks(scope.id, null, 10_000);
    },
    async close() {
      await connector.close();
      await simulator.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
