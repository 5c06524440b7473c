import type { Lease, Settlement, SyncStore } from '../../src/store/port.ts';
import type { Link } from '../../src/sync/index.ts';
import type { CrmsAndMailboxes } from './administrators.ts';
import { doubtOutOfSight } from './administrators.ts';
import type { Mailbox } from './mailbox.ts';
import { originOf } from './mailbox.ts';

/**
 * The memory of a mailbox, watched for records that were read before the CRM came back from its backup and are linked
 * after it: no link and no open write named them in between, and a CRM tells as little of them as of those that it lost.
 */
export function watchingForOutOfSight(world: CrmsAndMailboxes, mailbox: Mailbox, store: SyncStore): SyncStore {
  const settle = async (lease: Lease, settlement: Settlement): Promise<void> => {
    const linked = settlement.links.filter((link) => link.state === 'LINKED' && !wasLinked(mailbox, link));
    await store.settle(lease, settlement);
    for (const { crmId } of linked) {
      const record = mailbox.crm.records.get(crmId ?? '');
      if (record === undefined || isDoubted(world, originOf(mailbox.itemType, record.fields))) continue;
      doubtOutOfSight({ world, mailbox }, record);
    }
  };
  return new Proxy(store, {
    get: (target, property, receiver): unknown =>
      property === 'settle' ? settle : Reflect.get(target, property, receiver),
  });
}

function wasLinked({ memory }: Mailbox, { id, crmId }: Link): boolean {
  const known = memory.links.get(id);
  return known?.state === 'LINKED' && known.crmId === crmId;
}

/** By the restore itself: its write was open already. */
function isDoubted({ history }: CrmsAndMailboxes, origin: string): boolean {
  return history.doubts.some((doubt) => doubt.origin === origin && doubt.why === 'put out of sight by a restore');
}
