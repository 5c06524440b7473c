import type { CrmRecord } from '../crm/port.ts';
import type { Hint } from '../store/port.ts';
import type { Link } from '../sync/index.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { Run } from './run.ts';
import { stampOfLost } from './stamp.ts';

/** A record that no link names by its id. */
export interface UnknownRecord {
  readonly record: CrmRecord;
  readonly hint: Hint;
}

/**
 * Of these records, those that links without a record were waiting for, by the id of the record: made by a create of
 * ours, and out of sight or deleted before anybody knew their id; or made from another mailbox in place of one that was
 * deleted. The key says whose they are.
 */
export async function linksWaitingFor(
  run: Run,
  strangers: readonly UnknownRecord[],
): Promise<ReadonlyMap<string, Link>> {
  const keys = strangers.flatMap(({ record }) => record.externalKey ?? []);
  if (keys.length === 0) return new Map();
  const links = await run.ports.store.findLinksByStamps(run.scope.id, keys);
  const waiting = new Map(
    links
      .filter(({ state }) => state === 'DET_E')
      .flatMap((link) => [link.stamp, ...link.formerStamps].map((stamp) => [stamp, link] as const)),
  );
  return new Map(
    strangers.flatMap(({ record }) => {
      const link = waiting.get(record.externalKey ?? '');
      return link === undefined || run.inFlight.holdsLink(link.id) ? [] : [[record.id, link] as const];
    }),
  );
}

/**
 * Of these links, those whose record was deleted, or lost by the CRM, and has been made anew from another mailbox since,
 * by the id of the link. Without it each mailbox that holds such a record would make one.
 */
export async function madeAnewElsewhere(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
): Promise<ReadonlyMap<string, CrmRecord>> {
  const { store, stampKey, crm } = run.ports;
  const byKey = new Map<string, Link>();
  for (const link of links) {
    const read = link.crmId === null ? undefined : reader.crm(link.crmId);
    // Out of sight is none of this user's business, except where the CRM may have lost it.
    const isMissing = read?.kind === 'gone' || (read?.kind === 'forbidden' && run.plan.frozen === 'restored');
    if (link.state === 'LINKED' && link.crmId !== null && isMissing) byKey.set(stampOfLost(stampKey, link.crmId), link);
  }
  if (byKey.size === 0) return new Map();
  const found = await crm.findByExternalKeys(run.itemType, [...byKey.keys()]);
  const ids = found.map(({ id }) => id);
  const taken = new Set((await store.findLinksByCrmIds(run.scope.id, ids)).flatMap(({ crmId }) => crmId ?? []));
  await reader.readCrm(ids);
  return new Map(
    found.flatMap((record) => {
      const link = byKey.get(record.externalKey ?? '');
      const isFree = !taken.has(record.id) && reader.crm(record.id)?.kind === 'found';
      return link !== undefined && isFree ? [[link.id, record] as const] : [];
    }),
  );
}
