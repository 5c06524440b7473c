import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator, SimulatedMailbox, SimulatorOptions } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Run } from '../../src/connector/index.ts';
import { applyConfiguration } from '../../src/connector/index.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import { openTestDatabase } from '../../src/database/testing/test-database.ts';
import { openConnector } from '../../src/main.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';
import { DEFAULT_BRAKE_LIMITS } from '../../src/sync/index.ts';
import type { Dialect, Gateway } from './gateway.ts';
import { startGateway } from './gateway.ts';

type Settings = Readonly<Record<string, unknown>>;

/** One connector, and as many mailboxes as tests, each behind a server that speaks its own dialect. */
export interface ForeignWorld {
  readonly simulator: RunningSimulator;
  open(
    dialects: readonly Dialect[],
    settings?: { readonly profile?: Settings; readonly contacts?: Settings; readonly appointments?: Settings },
  ): Promise<ForeignPlace>;
  close(): Promise<void>;
}

export interface StoredRecord {
  readonly id: string;
  readonly version: string;
  readonly fields: Fields;
}

/** A mailbox, its gateway, and its owner's records in the CRM. */
export interface ForeignPlace {
  readonly gateway: Gateway;
  readonly mailbox: SimulatedMailbox;
  /** @returns contacts' run, then appointments' */
  sync(): Promise<readonly Run[]>;
  /** Operations that write, of a synchronisation. */
  writesOfSync(): Promise<readonly string[]>;
  records(itemType: ItemType): Promise<readonly StoredRecord[]>;
  add(itemType: ItemType, fields: Fields): Promise<string>;
  change(itemType: ItemType, id: string, changes: Fields): Promise<void>;
  delete(itemType: ItemType, id: string): Promise<void>;
}

const MAILBOXES = 60;
const WRITES = ['CreateItem', 'UpdateItem', 'DeleteItem'];

export async function openForeignWorld(options: SimulatorOptions = {}): Promise<ForeignWorld> {
  const users = Array.from({ length: MAILBOXES }, (_, index) => ({
    user: `u${index}`,
    password: 'Segreta-2026',
    smtp: `u${index}@azienda.example`,
    displayName: `Utente ${index}`,
  }));
  const simulator = await startSimulator({ auth: ['basic'], users, ...options });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'raccordo-foreign-'));
  const connector = await openConnector({
    dataDirectory,
    database: { inMemory: await openTestDatabase() },
    // Many mailboxes delete within minutes here, one after the other.
    tuning: {
      waitOutSeconds: 0,
      exchangeTimeoutMs: 10_000,
      brakes: { ...DEFAULT_BRAKE_LIMITS, companyDelete: { items: 1_000, share: 1, from: 1_000 } },
    },
  });
  const { crm } = connector.parts;
  const gateways: Gateway[] = [];
  return {
    simulator,
    async open(dialects, { profile = {}, contacts = {}, appointments = {} } = {}) {
      const user = users[gateways.length];
      if (user === undefined) throw new Error('No mailbox is left');
      const gateway = await startGateway(simulator.ewsUrl, ...dialects);
      gateways.push(gateway);
      const applied = await applyConfiguration(connector.parts, connector.events, {
        document: JSON.stringify({
          users: [{ name: user.user, displayName: user.displayName, email: user.smtp }],
          profiles: [
            { name: user.user, serverUrl: gateway.url, allowInsecureHttp: true, contacts, appointments, ...profile },
          ],
          accounts: [
            {
              name: user.user,
              user: user.user,
              profile: user.user,
              mailbox: user.smtp,
              credentials: { user: user.user, password: user.password },
            },
          ],
        }),
        secretValues: {},
        dryRun: false,
      });
      if (applied.kind !== 'applied') throw new Error(JSON.stringify(applied.problems));
      const owner = await crm.users.findByName(user.user);
      if (owner === null) throw new Error('The user is missing');
      const actor = asUser(owner.id);
      const sync = async () => {
        const request = {
          accountName: user.user,
          trigger: 'request',
          dryRun: false,
          approvedHashes: [],
          approvedBy: null,
        } as const;
        const started = await connector.synchroniser.start(request);
        await started.finished;
        return started.runs.map((run) => connector.board.find(run.id) ?? run);
      };
      return {
        gateway,
        mailbox: simulator.mailbox(user.smtp),
        sync,
        async writesOfSync() {
          gateway.operations.length = 0;
          const runs = await sync();
          for (const run of runs) if (run.outcome !== 'done') throw new Error(JSON.stringify(run));
          return gateway.operations.filter((operation) => WRITES.includes(operation));
        },
        async records(itemType) {
          const { records } = await crm[itemType].list(actor, { limit: 500, ownerId: owner.id });
          return records;
        },
        async add(itemType, fields) {
          const result = await crm[itemType].create(actor, { fields });
          if (result.kind !== 'done') throw new Error(JSON.stringify(result));
          return result.record.id;
        },
        async change(itemType, id, changes) {
          const result = await crm[itemType].update(actor, { id, expectedVersion: null, changes });
          if (result.kind !== 'done') throw new Error(result.kind);
        },
        async delete(itemType, id) {
          const result = await crm[itemType].delete(actor, { id, expectedVersion: null });
          if (result.kind !== 'done') throw new Error(result.kind);
        },
      };
    },
    async close() {
      await connector.close();
      for (const gateway of gateways) await gateway.close();
      await simulator.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
