import type { CrmUser } from '../../src/crm/port.ts';
import type { ExchangeSide } from '../../src/exchange/port.ts';
import type { CalendarDate, Instant, TimeZoneId } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { DEFAULT_BRAKE_LIMITS, DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { RunReport } from '../../src/sync-run/index.ts';
import { runScope } from '../../src/sync-run/index.ts';
import type { MemoryCrm } from '../../src/sync-run/testing/memory-crm.ts';
import { createCrmDatabase, createMemoryCrm } from '../../src/sync-run/testing/memory-crm.ts';
import type { MemoryExchange } from '../../src/sync-run/testing/memory-exchange.ts';
import { createMemoryExchange } from '../../src/sync-run/testing/memory-exchange.ts';
import { createMemoryPlans } from '../../src/sync-run/testing/memory-plans.ts';
import { createMemoryRuns } from '../../src/sync-run/testing/memory-store.ts';
import type { MemoryStores } from '../../src/sync-run/testing/memory-stores.ts';
import { createMemoryStores } from '../../src/sync-run/testing/memory-stores.ts';

/** A colleague: a mailbox, and the CRM as that user sees it. */
export interface Desk<Side extends ExchangeSide = MemoryExchange> {
  readonly user: CrmUser;
  readonly exchange: Side;
  readonly crm: MemoryCrm;
  readonly scopeId: string;
}

/** Colleagues of one company who invite each other, with one profile for all of them. */
export interface Office<Side extends ExchangeSide = MemoryExchange> {
  readonly desks: readonly Desk<Side>[];
  readonly stores: MemoryStores;
  rules: ItemRules;
  now(): Instant;
  pass(ms: number): void;
  run(desk: Desk<Side>, how?: { readonly dryRun: boolean }): Promise<RunReport>;
}

/** @param exchangeOf the mailbox of a colleague */
export async function openOffice<Side extends ExchangeSide>(
  names: readonly string[],
  rules: Partial<ItemRules>,
  exchangeOf: (user: CrmUser) => Side,
): Promise<Office<Side>> {
  let nowMs = Date.parse('2026-11-25T08:00:00Z');
  let nextId = 0;
  const now = (): Instant => new Date(nowMs).toISOString().replace('.000Z', 'Z') as Instant;
  const stores = createMemoryStores(now);
  const runs = createMemoryRuns(now);
  const plans = createMemoryPlans(runs, now);
  const database = createCrmDatabase();
  const desks = await Promise.all(
    names.map(async (name): Promise<Desk<Side>> => {
      const user = {
        id: `user-${name}`,
        name,
        displayName: name,
        email: addressOf(name),
        timeZone: 'Europe/Rome',
        active: true,
      };
      const crm = createMemoryCrm('appointments', { user, database, rights: 'byOwner' });
      const exchange = exchangeOf(user);
      const owner = { accountId: name, crmUserId: user.id, mailbox: user.email };
      return { user, crm, exchange, scopeId: (await stores.store.ensureScope(owner, 'appointments')).id };
    }),
  );
  const office: Office<Side> = {
    desks,
    stores,
    rules: { ...DEFAULT_ITEM_RULES, ...rules },
    now,
    pass(ms) {
      nowMs += ms;
    },
    run({ exchange, crm, scopeId }, { dryRun } = { dryRun: false }) {
      nowMs += 1_000;
      const defects = (error: unknown): void => {
        throw error;
      };
      return runScope(
        {
          exchange,
          crm,
          store: stores.store,
          runs,
          plans,
          clock: {
            now,
            monotonicMs: () => nowMs,
            sleep: async (ms) => {
              nowMs += ms;
            },
          },
          newId: () => `id-${String((nextId += 1)).padStart(6, '0')}`,
          stampKey: new Uint8Array(32).fill(7),
          onProgress: () => undefined,
          onApproved: async () => undefined,
          onDefect: defects,
        },
        {
          scopeId,
          rules: office.rules,
          appointmentsFrom: { kind: 'all' },
          zone: 'Europe/Rome' as TimeZoneId,
          today: () => now().slice(0, 10) as CalendarDate,
          dryRun,
          firstRun: 'automatic',
          approvedHashes: [],
          appliesPlan: null,
          brakes: {
            ...DEFAULT_BRAKE_LIMITS,
            massMail: { meetings: 1_000 },
            sideEmpty: { links: Number.POSITIVE_INFINITY },
          },
          waitOutSeconds: 180,
          callTimeoutMs: 75_000,
          ownerId: 'worker',
          listedSteps: 200,
          chunkSize: 100,
        },
      );
    },
  };
  return office;
}

export function memoryMailbox({ name, email }: CrmUser): MemoryExchange {
  const exchange = createMemoryExchange('appointments');
  exchange.identity = { smtp: email, fingerprint: `folders of ${name}` };
  return exchange;
}

export function addressOf(name: string): string {
  return `${name}@brenta.example`;
}
