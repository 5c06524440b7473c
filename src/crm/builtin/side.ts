import type { Database, Queryable } from '../../database/port.ts';
import type { ItemType } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { CrmCreate, CrmRead, CrmSide, CrmUser, CrmWriteOutcome } from '../port.ts';
import type { Actor } from './actor.ts';
import { asUser } from './actor.ts';
import { feedMark, listChanges } from './change-feed.ts';
import { joinMeeting } from './join-meeting.ts';
import { findByExternalKeys, findDeletedExternalKeys, findDeletedShared, readRecords } from './record-lookup.ts';
import { lockForWriting } from './record-rows.ts';
import type { WriteResult } from './record-writes.ts';
import { applyCreate, applyDelete, applyUpdate } from './record-writes.ts';
import { mayChange, mayRead } from './rights.ts';
import type { StoredRecord } from './stored-record.ts';
import { crmRecord } from './stored-record.ts';
import { requireActiveUsers } from './users.ts';

/** The built-in CRM on behalf of one user. Every call fails with `crm_user_inactive` once that user is deactivated. */
export function createSide(db: Database, user: CrmUser): CrmSide {
  const actor = asUser(user.id);
  const reading = async <T>(work: () => Promise<T>): Promise<T> => {
    await requireActiveUsers(db, [user.id]);
    return work();
  };
  /** One transaction for the batch: outcomes are decided by reading, so an item that is refused spoils nothing. */
  const writing = (work: (tx: Queryable) => Promise<CrmWriteOutcome[]>): Promise<CrmWriteOutcome[]> =>
    db.transaction(async (tx) => {
      await lockForWriting(tx);
      await requireActiveUsers(tx, [user.id]);
      return work(tx);
    });
  return {
    user,
    versionOrder: 'ascending',
    recurrence: 'full',
    times: 'zoned',
    mark: () => reading(() => feedMark(db)),
    listChanges: (itemType, cursor) => reading(() => listChanges(db, actor, itemType, cursor)),
    read: (itemType, ids) =>
      reading(async () => (await readRecords(db, actor, itemType, ids)).map((result) => crmRead(actor, result))),
    findByExternalKeys: (itemType, keys) =>
      reading(async () => {
        const records = await findByExternalKeys(db, itemType, keys);
        return records
          .filter((record) => mayRead(actor, record))
          .map((record) => crmRecord(record, mayChange(actor, record)));
      }),
    create: (itemType, items) => writing((tx) => createAll(tx, user, itemType, items)),
    update: (itemType, items) =>
      writing((tx) =>
        inOrder(items, async ({ id, expectedVersion, changes }) =>
          writeOutcome(await applyUpdate(tx, actor, itemType, { id, expectedVersion, changes }, 'synchronised')),
        ),
      ),
    delete: (itemType, items) =>
      writing((tx) => inOrder(items, async (item) => writeOutcome(await applyDelete(tx, actor, itemType, item)))),
  };
}

async function createAll(
  tx: Queryable,
  user: CrmUser,
  itemType: ItemType,
  items: readonly CrmCreate[],
): Promise<CrmWriteOutcome[]> {
  const actor = asUser(user.id);
  const keys = items.map((item) => item.externalKey);
  const present = new Map((await findByExternalKeys(tx, itemType, keys)).map((record) => [record.externalKey, record]));
  const deleted = await findDeletedExternalKeys(tx, itemType, keys);
  const replaced = items.flatMap(({ replaces }) => replaces ?? []);
  const wereShared = await findDeletedShared(tx, itemType, replaced);
  const standing = new Set(
    (await readRecords(tx, actor, itemType, replaced)).flatMap((read) => (read.kind === 'found' ? read.record.id : [])),
  );
  return inOrder(items, async (item) => {
    const twin = present.get(item.externalKey);
    if (twin !== undefined) return mayRead(actor, twin) ? duplicate(twin) : { kind: 'hidden' };
    if (deleted.has(item.externalKey)) return { kind: 'gone' };
    const { fields, uid, replaces, externalKey } = item;
    if (replaces !== undefined && standing.has(replaces)) return { kind: 'conflict' };
    const joined = itemType === 'appointments' ? await joinMeeting(tx, user, item) : null;
    if (joined !== null) return { kind: 'joined', id: joined.id, version: joined.version };
    const shared = replaces !== undefined && wereShared.has(replaces);
    const result = await applyCreate(tx, itemType, user.id, { fields, uid, shared }, externalKey);
    if (result.kind === 'done') present.set(item.externalKey, result.record);
    return writeOutcome(result);
  });
}

async function inOrder<T>(
  items: readonly T[],
  write: (item: T) => Promise<CrmWriteOutcome>,
): Promise<CrmWriteOutcome[]> {
  const outcomes: CrmWriteOutcome[] = [];
  for (const item of items) outcomes.push(await write(item));
  return outcomes;
}

function crmRead(actor: Actor, result: Awaited<ReturnType<typeof readRecords>>[number]): CrmRead {
  if (result.kind === 'found') {
    return { kind: 'found', record: crmRecord(result.record, mayChange(actor, result.record)) };
  }
  return result.kind === 'gone' ? { kind: 'gone' } : { kind: 'forbidden' };
}

function duplicate(twin: StoredRecord): CrmWriteOutcome {
  return { kind: 'duplicate', id: twin.id, version: twin.version };
}

function writeOutcome(result: WriteResult): CrmWriteOutcome {
  switch (result.kind) {
    case 'done':
      return { kind: 'done', id: result.record.id, version: result.record.version };
    case 'conflict':
      return { kind: 'conflict' };
    case 'gone':
      return { kind: 'gone' };
    case 'unknown':
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'readOnly':
      return { kind: 'failed', error: readOnly(result.reason) };
    case 'refused':
      return { kind: 'failed', error: result.error };
  }
}

function readOnly(reason: 'series'): ConnectorError {
  return new ConnectorError({
    code: 'crm_record_read_only',
    disposition: 'quarantine',
    message: 'The CRM shows a series that Exchange cannot have as it is, and does not change it',
    details: { reason },
  });
}
