import { crmSideContract } from '../testing/crm-side-contract.ts';
import type { CrmWorld } from '../testing/crm-world.ts';
import { openTestCrm } from '../testing/open-test-crm.ts';
import { OPERATOR } from './actor.ts';
import type { WriteResult } from './record-writes.ts';

crmSideContract('The built-in CRM', async (): Promise<CrmWorld> => {
  const { db, crm, user } = await openTestCrm();
  const done = (result: WriteResult) => {
    if (result.kind !== 'done') throw new Error(`the world could not do it: ${result.kind}`);
    return result.record;
  };
  const update = async (itemType: 'contacts' | 'appointments', id: string, change: object) => {
    done(await crm[itemType].update(OPERATOR, { id, expectedVersion: null, ...change }));
  };
  return {
    anna: await crm.sideFor((await user('anna')).id),
    bruno: await crm.sideFor((await user('bruno')).id),
    make: async (itemType, owner, fields) =>
      done(await crm[itemType].create(OPERATOR, { fields, ownerId: owner.user.id })).id,
    edit: (itemType, id, changes) => update(itemType, id, { changes }),
    remove: async (itemType, id) => {
      done(await crm[itemType].delete(OPERATOR, { id, expectedVersion: null }));
    },
    reassign: (id, to) => update('contacts', id, { ownerId: to.user.id }),
    share: (id, shared) => update('contacts', id, { shared }),
    invite: (id, guest) => update('appointments', id, { participantIds: [guest.user.id] }),
    close: () => db.close(),
  };
});
