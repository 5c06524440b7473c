import { describe, expect, it } from 'vitest';
import type { CrmCreate } from '../../src/crm/port.ts';
import type { Fields } from '../../src/model/index.ts';
import type { Link } from '../../src/sync/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import { doubtGivenAway } from './given-away.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { swarmOf } from './swarm.ts';

const APPOINTMENT: Fields = { location: 't1', subject: 'Meeting t1' };
const MEETING: Fields = {
  ...APPOINTMENT,
  organizer: { address: 'anna@example.org' },
  attendees: [{ address: 'bruno@example.org', role: 'required', response: 'none' }],
};
const INVITATION: CrmCreate = { fields: MEETING, uid: 'uid-t1', externalKey: 'of Bruno' };

/**
 * Anna has an appointment in the CRM, and Bruno's mailbox brings her invitation to it.
 * @param record what became of hers before
 * @param linked how Bruno's mailbox holds it
 * @param times how often his is made, and deleted again
 * @returns the doubts when he has it
 */
async function invited({
  record = {},
  create = INVITATION,
  linked = null,
  times = 1,
}: {
  readonly record?: Partial<StoredRecord>;
  readonly create?: CrmCreate;
  readonly linked?: Link['state'] | null;
  readonly times?: number;
} = {}) {
  const mailboxes = ['anna', 'bruno'].map((user) => ({ user, itemType: 'appointments' as const }));
  const { mailboxes: both, history } = await createSimulatedWorld({ ...swarmOf(1), mailboxes }, false);
  const [annas, brunos] = both;
  if (annas === undefined || brunos === undefined) throw new Error('a company without its two mailboxes');
  const { id } = annas.crm.put(record.fields ?? APPOINTMENT, { uid: 'uid-t1', ...record });
  if (linked !== null) brunos.memory.links.set('1', { id: '1', state: linked, crmId: id } as unknown as Link);
  for (let time = 0; time < times; time += 1) {
    const externalKey = time === 0 ? create.externalKey : `${create.externalKey}, ${time}`;
    const [outcome] = await brunos.crm.create('appointments', [{ ...create, externalKey }]);
    if (outcome !== undefined) doubtGivenAway({ history, mailbox: brunos }, create, outcome);
    for (const made of brunos.crm.records.keys()) if (made !== id) brunos.crm.erase(made);
  }
  return history.doubts;
}

describe('the record of an appointment that was given to a colleague', () => {
  const given = { ownerId: 'user-carla' };

  it('stands beside that of the meeting, when others are invited afterwards', async () => {
    expect(await invited({ record: given })).toEqual([{ origin: 't1', why: 'given away before others were invited' }]);
  });

  it('stands there too when the invited one had it before, and threw his item away', async () => {
    const why = 'given away before others were invited';
    expect(await invited({ record: given, linked: 'DET_C' })).toEqual([{ origin: 't1', why }]);
  });

  it('is no reason for a third', async () => {
    expect(await invited({ record: given, times: 2 })).toHaveLength(1);
  });

  it.each<readonly [string, Parameters<typeof invited>[0]]>([
    ['it is still the organizer’s', {}],
    ['it is given to the one who is invited', { record: { ownerId: 'user-bruno' } }],
    ['it says already who is invited', { record: { ...given, fields: MEETING } }],
    ['it is another appointment', { record: { ...given, uid: 'uid-t2' } }],
    ['it was made for that very item', { record: { ...given, externalKey: INVITATION.externalKey } }],
    ['the invited one has it', { record: given, linked: 'LINKED' }],
    ['the pair that the invited one had is over', { record: given, linked: 'CLOSED' }],
    [
      'the record is made for another item of this mailbox',
      { record: given, create: { ...INVITATION, isApart: true } },
    ],
    ['nobody is invited', { record: given, create: { ...INVITATION, fields: APPOINTMENT } }],
    ['the other one has no UID either', { record: { ...given, uid: null }, create: { ...INVITATION, uid: null } }],
  ])('does not when %s', async (_when, story) => {
    expect(await invited(story)).toEqual([]);
  });
});

describe('the record that is left of an appointment whose item its owner threw away', () => {
  const own = { ownerId: 'user-bruno' };

  it('stands beside that of the meeting, when one who takes part invites him', async () => {
    const why = 'thrown away before an invitation to it';
    expect(await invited({ record: own, linked: 'DET_C' })).toEqual([{ origin: 't1', why }]);
  });

  it.each<readonly [string, Parameters<typeof invited>[0]]>([
    ['his item is there', { record: own, linked: 'LINKED' }],
    ['it has people in it, so that he joins it', { record: { ...own, fields: MEETING }, linked: 'DET_C' }],
    ['it is another appointment', { record: { ...own, uid: 'uid-t2' }, linked: 'DET_C' }],
  ])('does not when %s', async (_when, story) => {
    expect(await invited(story)).toEqual([]);
  });
});
