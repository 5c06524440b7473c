import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemType } from '../../../src/model/index.ts';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import type { Newcomer, Rules } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld({ people: WAYS_IN.length * 13 });
});
afterAll(() => world.close());

const otherThan = (itemType: ItemType): ItemType => (itemType === 'contacts' ? 'appointments' : 'contacts');
const sorted = (names: readonly string[]) => [...names].sort((a, b) => a.localeCompare(b));

describe.each(WAYS_IN)('set with %s', (way) => {
  describe('synchronise', () => {
    const on = (itemType: ItemType) => ({ [itemType]: { deleteExchangeToCrm: true } });
    const off = (itemType: ItemType) => ({ [itemType]: { deleteExchangeToCrm: true, synchronise: false } });
    const places: Partial<Record<ItemType, Place>> = {};
    const placeOf = (itemType: ItemType) => places[itemType] as Place;
    beforeAll(async () => {
      const opened = await world.openPlaces(way, ITEM_TYPES.map(on));
      [places.contacts, places.appointments] = opened as [Place, Place];
      for (const itemType of ITEM_TYPES) {
        const sides = sidesOf(placeOf(itemType), itemType);
        await sides.addInCrm('Resta Uguale');
        await sides.addInCrm('Cambia Intanto');
        sides.addInExchange('Sparisce Intanto');
        await placeOf(itemType).sync();
      }
      await world.setPlaces(
        way,
        ITEM_TYPES.map((itemType) => [placeOf(itemType), off(itemType)]),
      );
    });

    test.each(ITEM_TYPES)('off for %s: neither side is touched, the other item type goes on', async (itemType) => {
      const place = placeOf(itemType);
      const sides = sidesOf(place, itemType);
      const others = sidesOf(place, otherThan(itemType));
      const { length: written } = sides.writes();
      const { length: asked } = place.requests();
      await sides.changeInCrm('Cambia Intanto', 'dopo');
      sides.deleteInExchange('Sparisce Intanto');
      await sides.addInCrm('Nata Intanto');
      await others.addInCrm('Di Altro Tipo');
      expect((await place.sync()).all.map((run) => run.itemType)).toEqual([otherThan(itemType)]);
      expect(Object.keys(others.inExchange())).toEqual(['Di Altro Tipo']);
      expect(sides.writes()).toHaveLength(written);
      const askedFor = place.requests().slice(asked);
      expect(askedFor.filter(({ requestBody }) => requestBody?.includes(`Id="${sides.folder}"`))).toEqual([]);
      expect(sides.inExchange()).toEqual({ 'Resta Uguale': 'prima', 'Cambia Intanto': 'prima' });
      expect(Object.keys(await sides.inCrm())).toHaveLength(4);
    });

    describe('on again', () => {
      beforeAll(() =>
        world.setPlaces(
          way,
          ITEM_TYPES.map((itemType) => [placeOf(itemType), on(itemType)]),
        ),
      );

      test.each(ITEM_TYPES)('%s: what people did meanwhile travels, deletions included', async (itemType) => {
        const sides = sidesOf(placeOf(itemType), itemType);
        await placeOf(itemType).sync();
        const both = { 'Resta Uguale': 'prima', 'Cambia Intanto': 'dopo', 'Nata Intanto': 'prima' };
        expect([await sides.inCrm(), sides.inExchange()]).toEqual([both, both]);
      });
    });

    test('off for both: a run is refused with the reason', async () => {
      const neither = { synchronise: false };
      const place = await world.openPlace(way, { contacts: neither, appointments: neither });
      await expect(place.sync()).rejects.toThrow('nothing_to_synchronise');
      expect(place.requests()).toEqual([]);
    });
  });

  describe('categories to set in Exchange', () => {
    const SETS = [['CRM'], ['CRM', 'Clienti']] as const;
    const ONE_WAY = { updateCrmToExchange: false, exchangeCategories: ['CRM'] };
    const places: Partial<Record<ItemType, readonly [Place, Place]>> = {};
    let oneWay: Place;
    beforeAll(async () => {
      const opened = await world.openPlaces(way, [
        { contacts: { exchangeCategories: SETS[0] }, appointments: { exchangeCategories: SETS[1] } },
        { contacts: { exchangeCategories: SETS[1] }, appointments: { exchangeCategories: SETS[0] } },
        { contacts: ONE_WAY, appointments: ONE_WAY },
      ]);
      const [first, second, third] = opened as [Place, Place, Place];
      places.contacts = [first, second];
      places.appointments = [second, first];
      oneWay = third;
    });
    const CASES = ITEM_TYPES.flatMap((itemType) => [[itemType, 'one', 0] as const, [itemType, 'several', 1] as const]);
    const look = (itemType: ItemType, index: 0 | 1) => {
      const place = places[itemType]?.[index] as Place;
      const sides = sidesOf(place, itemType);
      const categoriesOf = (label: string) => sorted(sides.item(label).categories);
      const ownOf = async (label: string) => (await sides.record(label))['categories'] ?? [];
      return { place, sides, categoriesOf, ownOf, ofProfile: SETS[index] };
    };

    test.each(CASES)('%s, %s: added to what the user has, and not put back', async (itemType, _title, index) => {
      const { place, sides, categoriesOf, ownOf, ofProfile } = look(itemType, index);
      await sides.addInCrm('Del CRM', 'prima', { fields: { categories: ['Fiera'] } });
      sides.addInExchange('Di Outlook', 'prima', { Categories: ['Amici'] });
      await sides.addOnBoth('Di Entrambi');
      await place.sync();
      expect(categoriesOf('Del CRM')).toEqual(sorted([...ofProfile, 'Fiera']));
      expect(categoriesOf('Di Outlook')).toEqual(sorted([...ofProfile, 'Amici']));
      expect(categoriesOf('Di Entrambi')).toEqual(sorted(ofProfile));
      const own = await Promise.all(['Del CRM', 'Di Outlook', 'Di Entrambi'].map(ownOf));
      expect(own, 'the CRM gets only the user’s own').toEqual([['Fiera'], ['Amici'], []]);

      // Taken off by the user it stays off, also when the item is written again.
      sides.changeInExchange('Di Outlook', 'prima', { Categories: ['Amici'] });
      await sides.changeInCrm('Di Outlook', 'dopo');
      await place.sync();
      expect(sides.inExchange()['Di Outlook']).toBe('dopo');
      expect(categoriesOf('Di Outlook')).toEqual(['Amici']);
    });

    test('with changes to Exchange off they are the only thing that is written there', async () => {
      for (const itemType of ITEM_TYPES) {
        const sides = sidesOf(oneWay, itemType);
        const before = oneWay.mailbox.findItem(sides.addInExchange('Una Persona', 'prima', { Categories: ['Amici'] }));
        await oneWay.sync();
        await sides.changeInCrm('Una Persona', 'dopo');
        await oneWay.sync();
        const { id, fields, extended, categories } = sides.item('Una Persona');
        expect(sides.writes()).toEqual(['UpdateItem']);
        expect({ id, extended, categories: sorted(categories) }).toEqual({
          id: before?.id,
          extended: {},
          categories: ['Amici', 'CRM'],
        });
        expect({ ...fields, Categories: [] }).toEqual({ ...before?.fields, Categories: [] });
      }
    });

    describe('out of the settings', () => {
      beforeAll(() => {
        const rules = { exchangeCategories: ['Nuova'] };
        const all = places.contacts as readonly [Place, Place];
        return world.setPlaces(
          way,
          all.map((place) => [place, { contacts: rules, appointments: rules }]),
        );
      });

      test.each(CASES)(
        '%s, %s: those that are there stay, and the new one comes to what is linked, too',
        async (itemType, _title, index) => {
          const { place, sides, categoriesOf, ownOf, ofProfile } = look(itemType, index);
          await sides.changeInCrm('Del CRM', 'dopo');
          await sides.addInCrm('Dopo Il-Cambio');
          await place.sync();
          expect(sides.inExchange()['Del CRM']).toBe('dopo');
          expect(categoriesOf('Del CRM')).toEqual(sorted([...ofProfile, 'Fiera', 'Nuova']));
          expect(categoriesOf('Dopo Il-Cambio')).toEqual(['Nuova']);
          expect(await ownOf('Del CRM')).toEqual(['Fiera']);
        },
      );
    });
  });

  describe('which CRM items', () => {
    let colleague: Newcomer;
    const places: Partial<Record<Rules['crmItems']['kind'], Place>> = {};
    const CRM_ITEMS: readonly Rules['crmItems'][] = [
      { kind: 'own' },
      { kind: 'ownAndShared' },
      { kind: 'list', list: 'Fornitori' },
    ];
    beforeAll(async () => {
      colleague = world.newcomer();
      await world.set('the API', { people: [colleague], profiles: [], accounts: [] });
      const opened = await world.openPlaces(
        way,
        CRM_ITEMS.map((crmItems): PlaceSettings => ({ contacts: { crmItems } })),
      );
      for (const [index, { kind }] of CRM_ITEMS.entries()) places[kind] = opened[index] as Place;
      const theirs = sidesOf({ ...(opened[0] as Place), crm: world.crmOf(colleague) }, 'contacts');
      await theirs.addInCrm(`Riservata ${way}`);
      await theirs.addInCrm(`Comune ${way}`, 'prima', { shared: true });
      await theirs.addInCrm(`Fornitore ${way}`, 'prima', { shared: true, lists: ['Fornitori'] });
    });
    // What colleagues shared the other way in is shared with everybody here too.
    const inExchange = (place: Place) =>
      Object.keys(sidesOf(place, 'contacts').inExchange()).filter((label) =>
        WAYS_IN.every((other) => other === way || !label.endsWith(other)),
      );

    test.each([
      ['own', 'the user’s own', ['Mia Agenda', 'Mio Fornitore']],
      [
        'ownAndShared',
        'the user’s own and what colleagues share',
        ['Mia Agenda', 'Mio Fornitore', `Comune ${way}`, `Fornitore ${way}`],
      ],
      ['list', 'those on the list, whoever has them', ['Mio Fornitore', `Fornitore ${way}`]],
    ] as const)('%s: %s', async (kind, _title, expected) => {
      const place = places[kind] as Place;
      const sides = sidesOf(place, 'contacts');
      await sides.addInCrm('Mia Agenda');
      await sides.addInCrm('Mio Fornitore', 'prima', { lists: ['Fornitori'] });
      await place.sync();
      expect(sorted(inExchange(place))).toEqual(sorted(expected));

      // What Exchange has is imported all the same, and belongs to the user.
      sides.addInExchange('Da Outlook');
      await place.sync();
      const { ownerId } = await place.crm.contacts.named('Da Outlook');
      expect(ownerId).toBe((await place.crm.contacts.named('Mia Agenda')).ownerId);
    });

    test('a contact that leaves the list stays in Exchange, and its changes no longer travel', async () => {
      const place = places.list as Place;
      const sides = sidesOf(place, 'contacts');
      const { id } = await place.crm.contacts.named('Mio Fornitore');
      await place.crm.call('PATCH', `/api/contacts/${id}`, { lists: [] }, { 'if-match': '*' });
      await sides.changeInCrm('Mio Fornitore', 'dopo');
      const { contacts } = await place.sync();
      expect(contacts.counts).toMatchObject({ deletedInExchange: 0, updatedInExchange: 0 });
      expect(sides.inExchange()['Mio Fornitore']).toBe('prima');
    });

    test('appointments: those that the user owns or takes part in', async () => {
      const place = places.own as Place;
      const sides = sidesOf(place, 'appointments');
      const theirs = sidesOf({ ...place, crm: world.crmOf(colleague) }, 'appointments');
      await sides.addInCrm('Mio Appuntamento');
      const { ownerId } = await place.crm.appointments.named('Mio Appuntamento');
      await theirs.addInCrm('Con Me', 'prima', { participantIds: [ownerId] });
      await theirs.addInCrm('Senza Me');
      await place.sync();
      expect(sorted(Object.keys(sides.inExchange()))).toEqual(['Con Me', 'Mio Appuntamento']);
    });
  });

  describe('which Exchange items', () => {
    const EXCHANGE_ITEMS: readonly Rules['exchangeItems'][] = [
      { kind: 'all' },
      { kind: 'onlyCategory', category: 'Lavoro' },
      { kind: 'allButCategory', category: 'Lavoro' },
    ];
    type Kind = Rules['exchangeItems']['kind'];
    const places: Record<ItemType, Partial<Record<Kind, Place>>> = { contacts: {}, appointments: {} };
    beforeAll(async () => {
      const next = (index: number) => EXCHANGE_ITEMS[(index + 1) % EXCHANGE_ITEMS.length] as Rules['exchangeItems'];
      const opened = await world.openPlaces(
        way,
        EXCHANGE_ITEMS.map((exchangeItems, index) => ({
          contacts: { exchangeItems },
          appointments: { exchangeItems: next(index) },
        })),
      );
      for (const [index, { kind }] of EXCHANGE_ITEMS.entries()) {
        places.contacts[kind] = opened[index] as Place;
        places.appointments[next(index).kind] = opened[index] as Place;
      }
    });

    describe.each(ITEM_TYPES)('%s', (itemType) => {
      test.each([
        ['all', ['Con Categoria', 'Senza Categoria', 'Di Famiglia'], []],
        ['onlyCategory', ['Con Categoria'], ['Lavoro']],
        ['allButCategory', ['Senza Categoria', 'Di Famiglia'], []],
      ] as const)('%s', async (kind, imported, onOurs) => {
        const place = places[itemType][kind] as Place;
        const sides = sidesOf(place, itemType);
        sides.addInExchange('Con Categoria', 'prima', { Categories: ['Amici', 'lavoro'] });
        sides.addInExchange('Di Famiglia', 'prima', { Categories: ['Famiglia'] });
        sides.addInExchange('Senza Categoria');
        await place.sync();
        expect(sorted(Object.keys(await sides.inCrm()))).toEqual(sorted(imported));

        // What the CRM makes takes part, whatever the filter: where only a category is let in, it carries it.
        await sides.addInCrm('Del CRM');
        await place.sync();
        expect(sides.item('Del CRM').categories).toEqual(onOurs);
        sides.changeInExchange('Del CRM', 'dopo');
        await place.sync();
        expect((await sides.inCrm())['Del CRM']).toBe('dopo');
      });
    });
  });
});
