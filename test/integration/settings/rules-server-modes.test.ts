import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import type { Gateway } from '../../support/gateway.ts';
import { startGateway } from '../../support/gateway.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import type { Rules } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

type Resolution = Rules['exchangeConflictResolution'];
const RESOLUTIONS: readonly Resolution[] = ['neverOverwrite', 'autoResolve', 'alwaysOverwrite'];
type DeleteMode = Rules['exchangeDeleteMode'];
/** A field that nobody edits in the CRM. */
const MEANWHILE = {
  contacts: { exchange: { Nickname: 'Nina' }, crm: { nickname: 'Nina' } },
  appointments: { exchange: { LegacyFreeBusyStatus: 'Tentative' }, crm: { busyStatus: 'tentative' } },
} as const;
const DELETE_MODES: readonly DeleteMode[] = ['deletedItems', 'permanent'];

/** What somebody does in the mailbox between our last look at an item and our write of it. */
let beforeUpdate: (() => void) | null = null;

let world: SettingsWorld;
let gateway: Gateway;
beforeAll(async () => {
  world = await openSettingsWorld({ people: WAYS_IN.length * (RESOLUTIONS.length + DELETE_MODES.length) });
  gateway = await startGateway(world.simulator.ewsUrl, {
    request: (body, operation) => {
      if (operation === 'UpdateItem') beforeUpdate?.();
      return body;
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});
beforeEach(() => {
  beforeUpdate = null;
});

describe.each(WAYS_IN)('set with %s', (way) => {
  /** Contacts and appointments of one place have different rules, so that neither can go by the other's. */
  async function openFor<T>(values: readonly T[], settings: (contacts: T, appointments: T) => PlaceSettings) {
    const next = (index: number) => values[(index + 1) % values.length] as T;
    const opened = await world.openPlaces(
      way,
      values.map((value, index) => settings(value, next(index))),
    );
    return {
      contacts: new Map(values.map((value, index) => [value, opened[index] as Place])),
      appointments: new Map(values.map((_, index) => [next(index), opened[index] as Place])),
    };
  }

  describe('an item that changed since it was read', () => {
    let places: Awaited<ReturnType<typeof openFor<Resolution>>>;
    beforeAll(async () => {
      places = await openFor(RESOLUTIONS, (contacts, appointments) => ({
        profile: { serverUrl: gateway.url, signIn: 'basic', privateItems: 'full' },
        contacts: { exchangeConflictResolution: contacts },
        appointments: { exchangeConflictResolution: appointments },
      }));
    });

    describe.each(ITEM_TYPES)('%s', (itemType) => {
      const at = (resolution: Resolution) => {
        const place = places[itemType].get(resolution) as Place;
        const sides = sidesOf(place, itemType);
        const modes = () =>
          place
            .writes()
            .flatMap(({ operation, body }) =>
              operation === 'UpdateItem' ? [/ConflictResolution="(\w+)"/.exec(body)?.[1]] : [],
            );
        return { place, sides, modes };
      };

      test.each(RESOLUTIONS)('%s: it is read again, and what was edited meanwhile is merged', async (resolution) => {
        const { place, sides, modes } = at(resolution);
        await sides.addInCrm('Chiave Vecchia');
        await place.sync();
        await sides.changeInCrm('Chiave Vecchia', 'dal CRM');
        beforeUpdate = () => {
          beforeUpdate = null;
          sides.changeInExchange('Chiave Vecchia', 'prima', MEANWHILE[itemType].exchange);
        };
        const before = modes().length;
        const { [itemType]: run } = await place.sync();
        expect(run).toMatchObject({ outcome: 'done', itemErrors: [], counts: { conflicts: 0 } });
        expect(modes().slice(before)).toEqual(['NeverOverwrite', 'NeverOverwrite']);
        expect(sides.inExchange()['Chiave Vecchia']).toBe('dal CRM');
        expect(sides.item('Chiave Vecchia').fields).toMatchObject(MEANWHILE[itemType].exchange);
        expect(await sides.record('Chiave Vecchia')).toMatchObject(MEANWHILE[itemType].crm);
      });

      /** The CRM has one edit of two fields; somebody in Outlook saves the item anew before each attempt to write it. */
      async function editTirelessly(resolution: Resolution) {
        const { place, sides, modes } = at(resolution);
        const label = 'Sempre Aperta';
        await sides.addInCrm(label);
        await place.sync();
        await sides.changeInCrm(label, 'dal CRM', { sensitivity: 'personal' });
        let edits = 0;
        beforeUpdate = () => {
          edits += 1;
          const Sensitivity = edits % 2 === 1 ? 'Confidential' : 'Private';
          const more = edits === 3 ? MEANWHILE[itemType].exchange : {};
          sides.changeInExchange(label, `da Exchange ${edits}`, { Sensitivity, ...more });
        };
        const before = modes().length;
        const { [itemType]: run } = await place.sync();
        beforeUpdate = null;
        const { Sensitivity: sensitivity } = sides.item(label).fields;
        const kept = (await place.journal('conflict')).flatMap((entry) =>
          entry.itemType === itemType ? [entry.conflict?.exchange] : [],
        );
        const seen = { modes: modes().slice(before), says: sides.inExchange()[label], sensitivity };
        return { place, sides, run, kept, seen, label };
      }

      test('neverOverwrite: it is left to whoever edits it, and written when that person is done', async () => {
        const { place, sides, run, seen, label } = await editTirelessly('neverOverwrite');
        expect(seen).toEqual({
          modes: ['NeverOverwrite', 'NeverOverwrite', 'NeverOverwrite'],
          says: 'da Exchange 3',
          sensitivity: 'Confidential',
        });
        expect(run.itemErrors).toMatchObject([{ code: 'item_busy' }]);

        const { [itemType]: later } = await place.sync();
        expect(later).toMatchObject({ itemErrors: [], counts: { updatedInExchange: 1, conflicts: 2 } });
        expect(sides.inExchange()[label]).toBe('dal CRM');
        expect(await sides.record(label)).toMatchObject(MEANWHILE[itemType].crm);
        expect(await place.journal('conflict')).toContainEqual(
          expect.objectContaining({ conflict: expect.objectContaining({ exchange: 'da Exchange 3' }) }),
        );
      });

      test('autoResolve: after two refusals the server merges, and shows an item to nobody who could not see it', async () => {
        const { run, seen, kept, sides, label } = await editTirelessly('autoResolve');
        expect(seen).toEqual({
          modes: ['NeverOverwrite', 'NeverOverwrite', 'AutoResolve'],
          says: 'dal CRM',
          sensitivity: 'Confidential',
        });
        expect(run.itemErrors).toEqual([]);
        expect(kept).toContain('da Exchange 2');
        expect(await sides.record(label)).toMatchObject({ sensitivity: 'confidential', ...MEANWHILE[itemType].crm });
      });

      test('alwaysOverwrite: after two refusals the CRM’s values stand, and what was read last is kept', async () => {
        const { run, seen, kept, sides, label } = await editTirelessly('alwaysOverwrite');
        expect(seen).toEqual({
          modes: ['NeverOverwrite', 'NeverOverwrite', 'AlwaysOverwrite'],
          says: 'dal CRM',
          sensitivity: 'Personal',
        });
        expect(run.itemErrors).toEqual([]);
        expect(kept).toContain('da Exchange 2');
        expect(await sides.record(label)).toMatchObject({ sensitivity: 'personal', ...MEANWHILE[itemType].crm });
      });
    });
  });

  describe('an item that the CRM deleted', () => {
    let places: Awaited<ReturnType<typeof openFor<DeleteMode>>>;
    beforeAll(async () => {
      places = await openFor(DELETE_MODES, (contacts, appointments) => ({
        contacts: { deleteCrmToExchange: true, exchangeDeleteMode: contacts },
        appointments: { deleteCrmToExchange: true, exchangeDeleteMode: appointments },
      }));
    });

    describe.each(ITEM_TYPES)('%s', (itemType) => {
      test.each([
        ['deletedItems', 'lies in Deleted Items', 'MoveToDeletedItems', ['deleteditems']],
        ['permanent', 'is nowhere any more', 'HardDelete', []],
      ] as const)('%s: it %s', async (mode, _title, deleteType, where) => {
        const place = places[itemType].get(mode) as Place;
        const sides = sidesOf(place, itemType);
        const label = `Da Cancellare ${itemType}`;
        await sides.addInCrm(label);
        await place.sync();
        expect(foldersWith(place, label)).toEqual([sides.folder]);
        await sides.deleteInCrm(label);
        await place.sync();
        expect(foldersWith(place, label)).toEqual(where);
        const { operation, body } = place.writes().at(-1) as ReturnType<Place['writes']>[number];
        expect([operation, /DeleteType="(\w+)"/.exec(body)?.[1]]).toEqual(['DeleteItem', deleteType]);
      });
    });
  });
});

/** Of all folders, those that people never see included. */
function foldersWith({ mailbox }: Place, label: string): readonly (string | null)[] {
  return mailbox
    .folders()
    .filter(({ id }) => mailbox.items(id).some((item) => item.label === label))
    .map(({ distinguished }) => distinguished);
}
