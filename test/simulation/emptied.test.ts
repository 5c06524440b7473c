import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/sync/index.ts';
import { invite } from '../meetings/outlook.ts';
import type { Mailbox } from './mailbox.ts';
import { calendarsOf, changePeople } from './meetings.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { randomFor, swarmOf } from './swarm.ts';

const UID = 'uid-t1';

/** What became of the record that a mailbox has of the meeting. */
type Fate = 'stands' | 'deleted' | 'lost';

/**
 * Bruno invited Anna; each mailbox has a record of the meeting, and then he takes everybody out of it.
 * @param invited who is still in it afterwards
 * @returns the doubts
 */
async function emptied(
  his: Fate,
  hers: Fate,
  { state = 'LINKED', invited = [] }: { readonly state?: Link['state']; readonly invited?: readonly string[] } = {},
) {
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' as const }));
  const world = await createSimulatedWorld({ ...swarmOf(1), mailboxes }, false);
  const [annas, brunos] = world.mailboxes;
  if (annas === undefined || brunos === undefined) throw new Error('a company without its two mailboxes');
  const fields = { location: 't1', subject: 'Meeting t1' };
  const item = invite(calendarsOf(world), brunos, fields, UID, [annas.user.email]);
  const copy = [...annas.exchange.items.values()].find(({ uid }) => uid === UID);
  const backup = brunos.crm.backUp();
  const records = { his: brunos.crm.put(fields), hers: annas.crm.put(fields) };
  link(brunos, { crmId: records.his.id, exchangeId: item.id, state: 'LINKED' });
  link(annas, { crmId: records.hers.id, exchangeId: copy?.id ?? '', state });
  if (his === 'lost' || hers === 'lost') {
    const kept = [...(his === 'lost' ? [] : [records.his]), ...(hers === 'lost' ? [] : [records.hers])];
    brunos.crm.restore({ ...backup, records: kept });
  }
  if (his === 'deleted') brunos.crm.erase(records.his.id);
  if (hers === 'deleted') annas.crm.erase(records.hers.id);
  changePeople({ world, mailbox: brunos, random: randomFor(1, 'people') }, item, invited);
  return world.history.doubts;
}

function link({ memory, scope }: Mailbox, of: Pick<Link, 'crmId' | 'exchangeId' | 'state'>): void {
  memory.links.set('1', { id: '1', scopeId: scope.id, ...of } as unknown as Link);
}

describe('a meeting out of which its organizer takes everybody', () => {
  const doubt = [{ origin: 't1', why: 'emptied before it was known' }];

  it('is one thing while both have their records', async () => {
    expect(await emptied('stands', 'stands')).toEqual([]);
  });

  it('O8: is two when a restore took the record of an attendee, and the organizer has another', async () => {
    expect(await emptied('stands', 'lost')).toEqual(doubt);
  });

  it('is two when the record of its organizer is gone', async () => {
    expect(await emptied('deleted', 'stands')).toEqual(doubt);
    expect(await emptied('lost', 'lost')).toEqual(doubt);
  });

  it('L8: is one when the record of an attendee was deleted, or is in no pair', async () => {
    expect(await emptied('stands', 'deleted')).toEqual([]);
    expect(await emptied('stands', 'lost', { state: 'DET_E' })).toEqual([]);
  });

  it('is one while somebody is in it', async () => {
    expect(await emptied('stands', 'lost', { invited: ['cliente@example.com'] })).toEqual([]);
  });
});
