import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { changed, weekly } from '../../sync/testing/series.ts';
import { appointment, linkOf } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const WHOLE = 'Whatever we said about the offer of last year';
const CUT = WHOLE.slice(0, 24);
const BEGINNING = 'Whatever we said';
/** A day of `weekly()`. */
const DAY = '2026-12-14';
const PEOPLE = [{ address: 'carla@example.org', role: 'required', response: 'none' }];

interface Told {
  readonly world: World;
  readonly crmId: string;
  readonly exchangeId: string;
}

interface Kind {
  readonly what: string;
  readonly time: Fields;
  readonly says: (subject: string) => Fields;
}

const KINDS: readonly Kind[] = [
  { what: 'a meeting', time: {}, says: (subject) => ({ subject }) },
  {
    what: 'an occurrence',
    time: { time: weekly() },
    says: (subject) => ({ occurrences: { [DAY]: changed({ subject }) } }),
  },
];

/** An attendee edits the record, and the organizer tells the attendees the same, as Exchange keeps it. */
async function told({ time, says }: Kind, isHeldElsewhere: boolean, more: Fields = {}): Promise<Told> {
  const world = createWorld('appointments', { conflictStrategy: 'crm' });
  const { id: exchangeId } = world.exchange.put(appointment('Meeting', 7, { attendees: PEOPLE, ...time }), {
    uid: 'u',
    meeting: { role: 'attendee', isCancelled: false, recipients: 2 },
  });
  await world.settle();
  const [crmId = ''] = world.crm.records.keys();
  if (isHeldElsewhere) world.store.sharedElsewhere.set(crmId, 1);
  world.crm.edit(crmId, { ...says(WHOLE), ...more });
  await world.settle();
  expect(linkOf(world, crmId).pending).toBe(true);
  world.exchange.edit(exchangeId, says(CUT));
  await world.settle();
  return { world, crmId, exchangeId };
}

const recordOf = ({ world, crmId }: Told): Fields => world.crm.records.get(crmId)?.fields ?? {};
const conflictsOf = ({ world }: Told): number => world.store.journal.filter(({ op }) => op === 'conflict').length;

describe.each(KINDS)('the text of $what, edited in the CRM by an attendee', (kind) => {
  it('I4: is not cut where it came round by the mailbox of the organizer', async () => {
    const pair = await told(kind, true);
    expect(recordOf(pair)).toMatchObject(kind.says(WHOLE));
    expect([conflictsOf(pair), linkOf(pair.world, pair.crmId).pending]).toEqual([0, false]);
    const before = writesOf(pair.world);
    await pair.world.settle();
    expect(writesOf(pair.world)).toBe(before);
  });

  it.each([{}, { location: 'Room 2' }])(
    'is the organizer’s from then on, also where that is its beginning (beside %o, which waits)',
    async (more) => {
      const pair = await told(kind, true, more);
      pair.world.exchange.edit(pair.exchangeId, kind.says(BEGINNING));
      await pair.world.settle();
      expect(recordOf(pair)).toMatchObject({ ...kind.says(BEGINNING), ...more });
      expect(conflictsOf(pair)).toBe(0);
    },
  );
});

describe('a text that an attendee edited in the CRM, where no other mailbox has the record', () => {
  const [meeting, occurrence] = KINDS as readonly [Kind, Kind];

  it('is a conflict with what the organizer tells, also where that is its beginning: nothing can have come round', async () => {
    const pair = await told(meeting, false);
    expect(recordOf(pair)).toMatchObject(meeting.says(CUT));
    expect(conflictsOf(pair)).toBe(1);
  });

  it('waits on with its beginning there, in an occurrence of which no text was agreed', async () => {
    const pair = await told(occurrence, false);
    expect(recordOf(pair)).toMatchObject(occurrence.says(WHOLE));
    expect([conflictsOf(pair), linkOf(pair.world, pair.crmId).pending]).toEqual([0, true]);
  });
});

describe.each(KINDS)(
  'the text of $what that stands in the copy as Exchange cut it when the two first meet',
  ({ time, says }) => {
    const meets = async (isHeldElsewhere: boolean): Promise<{ readonly world: World; readonly crmId: string }> => {
      const world = createWorld('appointments', { updateCrmToExchange: false });
      const meeting = appointment('Meeting', 7, { attendees: PEOPLE, ...time });
      const { id: crmId } = world.crm.put({ ...meeting, ...says(WHOLE) }, { uid: 'u' });
      if (isHeldElsewhere) world.store.sharedElsewhere.set(crmId, 1);
      const attendee = { role: 'attendee', isCancelled: false, recipients: 2 } as const;
      world.exchange.put({ ...meeting, ...says(CUT) }, { uid: 'u', meeting: attendee });
      await world.settle();
      return { world, crmId };
    };

    it('I17: came round by the mailbox of the organizer, and waits no more than at any later look', async () => {
      const { world, crmId } = await meets(true);
      expect(linkOf(world, crmId)).toMatchObject({ pending: false, baseCrm: says(WHOLE), baseExchange: says(CUT) });
      expect(world.crm.records.get(crmId)?.fields).toMatchObject(says(WHOLE));
    });

    it('waits where no other mailbox has the record', async () => {
      const { world, crmId } = await meets(false);
      expect(linkOf(world, crmId).pending).toBe(true);
      expect(world.crm.records.get(crmId)?.fields).toMatchObject(says(WHOLE));
    });
  },
);
