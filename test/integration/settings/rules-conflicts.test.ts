import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemType } from '../../../src/model/index.ts';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import type { Sides } from '../../support/settings-sides.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import type { Rules } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

type Strategy = Pick<Rules, 'conflictStrategy' | 'conflictGranularity'>;

const STRATEGIES: readonly Strategy[] = [
  { conflictStrategy: 'crm', conflictGranularity: 'field' },
  { conflictStrategy: 'crm', conflictGranularity: 'item' },
  { conflictStrategy: 'exchange', conflictGranularity: 'field' },
  { conflictStrategy: 'exchange', conflictGranularity: 'item' },
];

interface Field {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
type OnBothSides<T> = Readonly<Record<'crm' | 'exchange', T>>;

interface EditedFields {
  /** Edited on both sides. */
  readonly says: OnBothSides<string>;
  /** Edited in the CRM alone. */
  readonly ours: OnBothSides<Field>;
  /** Edited in Exchange alone. */
  readonly theirs: OnBothSides<Field>;
}

const EDITED: Readonly<Record<ItemType, EditedFields>> = {
  contacts: {
    says: { crm: 'jobTitle', exchange: 'JobTitle' },
    ours: {
      crm: { name: 'department', before: 'Vendite', after: 'Acquisti' },
      exchange: { name: 'Department', before: 'Vendite', after: 'Acquisti' },
    },
    theirs: {
      crm: { name: 'nickname', before: 'Nina', after: 'Ninetta' },
      exchange: { name: 'Nickname', before: 'Nina', after: 'Ninetta' },
    },
  },
  appointments: {
    says: { crm: 'location', exchange: 'Location' },
    ours: {
      crm: { name: 'body', before: 'Portare il contratto', after: 'Portarne due' },
      exchange: { name: 'Body', before: 'Portare il contratto', after: 'Portarne due' },
    },
    theirs: {
      crm: { name: 'busyStatus', before: 'outOfOffice', after: 'tentative' },
      exchange: { name: 'LegacyFreeBusyStatus', before: 'OOF', after: 'Tentative' },
    },
  },
};

const LABEL = 'Anna Contesa';

interface End extends OnBothSides<Readonly<Record<string, unknown>>> {
  readonly lost: readonly Conflict[];
}

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld({ people: WAYS_IN.length * STRATEGIES.length });
});
afterAll(() => world.close());

describe.each(WAYS_IN)('both sides edited an item; strategy and granularity set with %s', (way) => {
  const ends: Record<ItemType, End[]> = { contacts: [], appointments: [] };

  // Contacts and appointments of one place have opposite rules, so that neither can go by the other's.
  beforeAll(async () => {
    const last = STRATEGIES.length - 1;
    const settings = STRATEGIES.map((contacts, index) => ({ contacts, appointments: STRATEGIES[last - index] ?? {} }));
    const places = await world.openPlaces(way, settings);
    for (const [index, place] of places.entries()) {
      const sides = { contacts: sidesOf(place, 'contacts'), appointments: sidesOf(place, 'appointments') };
      for (const itemType of ITEM_TYPES) await agree(sides[itemType], EDITED[itemType]);
      await place.sync();
      for (const itemType of ITEM_TYPES) await disagree(sides[itemType], EDITED[itemType]);
      await place.sync();
      const journal = await place.journal('conflict');
      for (const itemType of ITEM_TYPES) {
        const lost = journal.flatMap((entry) =>
          entry.itemType === itemType && entry.conflict !== null ? [entry.conflict] : [],
        );
        const at = itemType === 'contacts' ? index : last - index;
        ends[itemType][at] = { ...(await heldBy(sides[itemType], EDITED[itemType])), lost: byField(...lost) };
      }
    }
  });

  describe.each(ITEM_TYPES)('%s', (itemType) => {
    const edited = EDITED[itemType];
    const { says, ours, theirs } = edited;

    test('the CRM wins, by field: only what both edited is decided, and the value from Exchange is kept', () => {
      expect(ends[itemType][0]).toEqual({
        ...holding(edited, 'dal CRM', 'after', 'after'),
        lost: [{ field: says.crm, winner: 'crm', base: 'prima', crm: 'dal CRM', exchange: 'da Exchange' }],
      });
    });

    test('the CRM wins, whole items: everything that was edited in Exchange is overwritten, and kept', () => {
      const { name, before, after } = theirs.crm;
      expect(ends[itemType][1]).toEqual({
        ...holding(edited, 'dal CRM', 'after', 'before'),
        lost: byField(
          { field: says.crm, winner: 'crm', base: 'prima', crm: 'dal CRM', exchange: 'da Exchange' },
          { field: name, winner: 'crm', base: before, crm: before, exchange: after },
        ),
      });
    });

    test('Exchange wins, by field: only what both edited is decided, and the value from the CRM is kept', () => {
      expect(ends[itemType][2]).toEqual({
        ...holding(edited, 'da Exchange', 'after', 'after'),
        lost: [{ field: says.crm, winner: 'exchange', base: 'prima', crm: 'dal CRM', exchange: 'da Exchange' }],
      });
    });

    test('Exchange wins, whole items: everything that was edited in the CRM is overwritten, and kept', () => {
      const { name, before, after } = ours.crm;
      expect(ends[itemType][3]).toEqual({
        ...holding(edited, 'da Exchange', 'before', 'after'),
        lost: byField(
          { field: says.crm, winner: 'exchange', base: 'prima', crm: 'dal CRM', exchange: 'da Exchange' },
          { field: name, winner: 'exchange', base: before, crm: after, exchange: before },
        ),
      });
    });
  });
});

async function agree(sides: Sides, { ours, theirs }: EditedFields): Promise<void> {
  const before = (side: 'crm' | 'exchange') => ({
    [ours[side].name]: ours[side].before,
    [theirs[side].name]: theirs[side].before,
  });
  sides.addInExchange(LABEL, 'prima', before('exchange'));
  await sides.addInCrm(LABEL, 'prima', { fields: before('crm') });
}

async function disagree(sides: Sides, { ours, theirs }: EditedFields): Promise<void> {
  await sides.changeInCrm(LABEL, 'dal CRM', { [ours.crm.name]: ours.crm.after });
  sides.changeInExchange(LABEL, 'da Exchange', { [theirs.exchange.name]: theirs.exchange.after });
}

async function heldBy(sides: Sides, { says, ours, theirs }: EditedFields): Promise<Omit<End, 'lost'>> {
  const record = await sides.record(LABEL);
  const { fields } = sides.item(LABEL);
  const only = (all: Readonly<Record<string, unknown>>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, all[name]]));
  return {
    crm: only(record, [says.crm, ours.crm.name, theirs.crm.name]),
    exchange: only(fields, [says.exchange, ours.exchange.name, theirs.exchange.name]),
  };
}

function holding(
  { says, ours, theirs }: EditedFields,
  said: string,
  oursNow: 'before' | 'after',
  theirsNow: 'before' | 'after',
): Omit<End, 'lost'> {
  const on = (side: 'crm' | 'exchange') => ({
    [says[side]]: said,
    [ours[side].name]: ours[side][oursNow],
    [theirs[side].name]: theirs[side][theirsNow],
  });
  return { crm: on('crm'), exchange: on('exchange') };
}

interface Conflict {
  readonly field: string;
  readonly winner: string;
  readonly base: unknown;
  readonly crm: unknown;
  readonly exchange: unknown;
}

function byField(...conflicts: readonly Conflict[]): readonly Conflict[] {
  return [...conflicts].sort((a, b) => a.field.localeCompare(b.field));
}
