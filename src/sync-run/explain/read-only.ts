import type { CrmSide } from '../../crm/port.ts';
import type { ExchangeSide } from '../../exchange/port.ts';
import type { ConnectorError } from '../../model/index.ts';
import type { Lease, SyncStore } from '../../store/port.ts';
import type { LeaseKeeper } from '../lease.ts';
import type { RunPorts } from '../ports.ts';

const WRITES = [
  'ensureScope',
  'updateScope',
  'adoptMemory',
  'distrustCrmMarks',
  'acquireLease',
  'renewLease',
  'recordPage',
  'addHints',
  'hintEverything',
  'hintUndecided',
  'leaveOldDeletions',
  'putUnlinked',
  'openIntents',
  'reserveDeletions',
  'dropReservation',
  'settle',
] as const satisfies readonly (keyof SyncStore)[];

/** The same memory, which answers and takes nothing: an explanation that would change what it explains is a defect. */
export function readOnlyStore(store: SyncStore): SyncStore {
  const refused = Object.fromEntries(
    WRITES.map((name) => [name, () => Promise.reject(new TypeError(`an explanation called ${name}`))]),
  );
  return { ...store, ...refused };
}

/** Both sides for reading only. */
export function readOnlySides({
  crm,
  exchange,
}: Pick<RunPorts, 'crm' | 'exchange'>): Pick<RunPorts, 'crm' | 'exchange'> {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('an explanation wrote to a side'));
  return {
    crm: { ...crm, create: refuse, update: refuse, delete: refuse },
    exchange: { ...exchange, create: refuse, update: refuse, delete: refuse },
  };
}

/** Stands for a lease where nothing is written: no run is kept waiting by a question. */
export function withoutLease(scopeId: string): LeaseKeeper {
  const lease: Lease = { scopeId, owner: '', fence: -1 };
  return { lease, ensure: async () => undefined, release: async () => undefined };
}

/** A mailbox that cannot be opened at all: whatever is asked of it fails with the same error. */
export function closedExchange(error: ConnectorError): ExchangeSide {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    identify: fail,
    listChanges: fail,
    read: fail,
    create: fail,
    update: fail,
    delete: fail,
    locate: fail,
    browse: fail,
    close: async () => undefined,
  };
}

/** The same for a CRM that lets the user in no more. */
export function closedCrm(user: CrmSide['user'], error: ConnectorError): CrmSide {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    user,
    versionOrder: 'none',
    recurrence: 'full',
    times: 'zoned',
    mark: fail,
    listChanges: fail,
    read: fail,
    findByExternalKeys: fail,
    create: fail,
    update: fail,
    delete: fail,
  };
}
