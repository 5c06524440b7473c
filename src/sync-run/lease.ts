import type { CrmSide } from '../crm/port.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import { ConnectorError } from '../model/index.ts';
import type { Lease, SyncStore } from '../store/port.ts';
import type { RunClock } from './ports.ts';
import { stopwatch } from './stopwatch.ts';

export const LEASE_SECONDS = 180;
/** Renewed by use rather than by a timer: a run that hangs must lose its lease. */
const RENEW_AFTER_MS = 30_000;
/** The remote cannot check a fence, so a call must be certainly over when the lease is. */
const MARGIN_MS = 15_000;

export interface LeaseKeeper {
  readonly lease: Lease;
  /**
   * Before every call of a side: renews when due.
   * @throws ConnectorError `lease_lost` when somebody else took over, `lease_too_short` when the call could outlive it
   */
  ensure(callTimeoutMs: number): Promise<void>;
  release(): Promise<void>;
}

/** @returns `null` when another run holds the scope */
export async function takeLease(
  store: SyncStore,
  clock: RunClock,
  scopeId: string,
  owner: string,
): Promise<LeaseKeeper | null> {
  let sinceRenewal = stopwatch(clock);
  const lease = await store.acquireLease(scopeId, owner, LEASE_SECONDS);
  if (lease === null) return null;
  return {
    lease,
    async ensure(callTimeoutMs) {
      if (sinceRenewal() >= RENEW_AFTER_MS) {
        const renewal = stopwatch(clock);
        await store.renewLease(lease, LEASE_SECONDS);
        sinceRenewal = renewal;
      }
      if (LEASE_SECONDS * 1000 - sinceRenewal() < callTimeoutMs + MARGIN_MS)
        throw new ConnectorError({
          code: 'lease_too_short',
          disposition: 'retry',
          message: 'The lease would end before the call does',
          details: { callTimeoutMs, leaseSeconds: LEASE_SECONDS },
        });
    },
    release: () => store.releaseLease(lease),
  };
}

/** The same side, refusing every call that the lease might not outlive. */
export function leasedExchange(side: ExchangeSide, keeper: LeaseKeeper, timeoutMs: number): ExchangeSide {
  const whileLeased = async <T>(call: () => Promise<T>): Promise<T> => {
    await keeper.ensure(timeoutMs);
    return call();
  };
  return {
    identify: () => whileLeased(() => side.identify()),
    listChanges: (type, cursor) => whileLeased(() => side.listChanges(type, cursor)),
    read: (type, ids) => whileLeased(() => side.read(type, ids)),
    create: (type, items) => whileLeased(() => side.create(type, items)),
    update: (type, items, resolution) => whileLeased(() => side.update(type, items, resolution)),
    delete: (type, items, mode) => whileLeased(() => side.delete(type, items, mode)),
    locate: (type, wanted) => whileLeased(() => side.locate(type, wanted)),
    browse: (type, page) => whileLeased(() => side.browse(type, page)),
    close: () => side.close(),
  };
}

export function leasedCrm(side: CrmSide, keeper: LeaseKeeper, timeoutMs: number): CrmSide {
  const whileLeased = async <T>(call: () => Promise<T>): Promise<T> => {
    await keeper.ensure(timeoutMs);
    return call();
  };
  return {
    user: side.user,
    versionOrder: side.versionOrder,
    recurrence: side.recurrence,
    times: side.times,
    mark: () => whileLeased(() => side.mark()),
    listChanges: (type, cursor) => whileLeased(() => side.listChanges(type, cursor)),
    read: (type, ids) => whileLeased(() => side.read(type, ids)),
    findByExternalKeys: (type, keys) => whileLeased(() => side.findByExternalKeys(type, keys)),
    create: (type, items) => whileLeased(() => side.create(type, items)),
    update: (type, items) => whileLeased(() => side.update(type, items)),
    delete: (type, items) => whileLeased(() => side.delete(type, items)),
  };
}
