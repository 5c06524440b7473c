import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemType } from '../../../src/model/index.ts';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import type { Sides } from '../../support/settings-sides.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

interface Directions {
  readonly updateCrmToExchange: boolean;
  readonly updateExchangeToCrm: boolean;
  readonly deleteCrmToExchange: boolean;
  readonly deleteExchangeToCrm: boolean;
}

const SWITCHES = [false, true];
const PAIRS: readonly Directions[] = SWITCHES.flatMap((updateCrmToExchange) =>
  SWITCHES.flatMap((updateExchangeToCrm) =>
    SWITCHES.flatMap((deleteCrmToExchange) =>
      SWITCHES.map((deleteExchangeToCrm) => ({
        updateCrmToExchange,
        updateExchangeToCrm,
        deleteCrmToExchange,
        deleteExchangeToCrm,
      })),
    ),
  ),
);

const arrow = (toExchange: boolean, toCrm: boolean) => {
  if (toExchange && toCrm) return 'both ways';
  if (toExchange) return 'CRM → Exchange';
  return toCrm ? 'Exchange → CRM' : 'not at all';
};
const inWords = (rules: Directions) =>
  `changes travel ${arrow(rules.updateCrmToExchange, rules.updateExchangeToCrm)}, ` +
  `deletions ${arrow(rules.deleteCrmToExchange, rules.deleteExchangeToCrm)}`;

/** What stood on both sides when the story of a place was over. */
interface End {
  readonly crm: Readonly<Record<string, string>>;
  readonly exchange: Readonly<Record<string, string>>;
  readonly deletedItems: Readonly<Record<string, string>>;
  readonly writes: ReadonlySet<string>;
}

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld({ people: 2 * PAIRS.length });
});
afterAll(() => world.close());

describe.each(WAYS_IN)('directions set with %s', (way) => {
  const ends: Record<ItemType, End[]> = { contacts: [], appointments: [] };

  // Contacts and appointments of one place have opposite rules, so that neither can go by the other's.
  beforeAll(async () => {
    const settings = PAIRS.map((contacts, index) => ({
      contacts,
      appointments: PAIRS[PAIRS.length - 1 - index] as Directions,
    }));
    const places = await world.openPlaces(way, settings);
    await Promise.all(
      places.map(async (place, index) => {
        const contacts = sidesOf(place, 'contacts');
        const appointments = sidesOf(place, 'appointments');
        await Promise.all([contacts, appointments].map(meet));
        await place.sync();
        await Promise.all([contacts, appointments].map(live));
        await place.sync();
        ends.contacts[index] = await endOf(contacts);
        ends.appointments[PAIRS.length - 1 - index] = await endOf(appointments);
      }),
    );
  });

  describe.each(ITEM_TYPES)('%s', (itemType) => {
    test.each(PAIRS.map((rules, index) => [inWords(rules), rules, index] as const))('%s', (_title, rules, index) => {
      const end = ends[itemType][index];
      const {
        updateCrmToExchange: uCE,
        updateExchangeToCrm: uEC,
        deleteCrmToExchange: dCE,
        deleteExchangeToCrm: dEC,
      } = rules;
      expect(end?.crm).toEqual({
        'Fatto Nel-CRM': 'prima',
        ...(uEC ? { 'Fatto In-Exchange': 'prima' } : {}),
        'Cambiato Nel-CRM': 'dopo',
        'Cambiato In-Exchange': uEC ? 'dopo' : 'prima',
        ...(dEC ? {} : { 'Cancellato In-Exchange': 'prima' }),
      });
      expect(end?.exchange).toEqual({
        'Fatto In-Exchange': 'prima',
        ...(uCE ? { 'Fatto Nel-CRM': 'prima' } : {}),
        'Cambiato In-Exchange': 'dopo',
        'Cambiato Nel-CRM': uCE ? 'dopo' : 'prima',
        ...(dCE ? {} : { 'Cancellato Nel-CRM': 'prima' }),
      });
      expect(end?.deletedItems).toEqual({
        'Cancellato In-Exchange': 'prima',
        ...(dCE ? { 'Cancellato Nel-CRM': 'prima' } : {}),
      });
      // With both directions to Exchange off that is: no write request at all.
      expect(end?.writes).toEqual(
        new Set([...(uCE ? ['CreateItem', 'UpdateItem'] : []), ...(dCE ? ['DeleteItem'] : [])]),
      );
    });
  });
});

async function meet(sides: Sides): Promise<void> {
  for (const label of ['Cambiato Nel-CRM', 'Cambiato In-Exchange', 'Cancellato Nel-CRM', 'Cancellato In-Exchange'])
    await sides.addOnBoth(label);
  await sides.addInCrm('Fatto Nel-CRM');
  sides.addInExchange('Fatto In-Exchange');
}

async function live(sides: Sides): Promise<void> {
  await sides.changeInCrm('Cambiato Nel-CRM', 'dopo');
  sides.changeInExchange('Cambiato In-Exchange', 'dopo');
  await sides.deleteInCrm('Cancellato Nel-CRM');
  sides.deleteInExchange('Cancellato In-Exchange');
}

async function endOf(sides: Sides): Promise<End> {
  return {
    crm: await sides.inCrm(),
    exchange: sides.inExchange(),
    deletedItems: sides.inExchange('deleteditems'),
    writes: new Set(sides.writes()),
  };
}
