import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeVersion, RunningSimulator, SimulatedMailbox } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import type { Database } from '../../../src/database/index.ts';
import { migrate } from '../../../src/database/index.ts';
import { openTestDatabase } from '../../../src/database/testing/test-database.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import { photosAsFields } from '../../../src/exchange/photos-as-fields.ts';
import type { ExchangeItem, ExchangeSide, ExchangeWriteOutcome } from '../../../src/exchange/port.ts';
import type { ContactPhoto, Fields, SeenPhotos } from '../../../src/model/index.ts';
import { createPhotoStore } from '../../../src/store/index.ts';
import { optionsFor } from '../../support/ews/channel.ts';

const MARIO = { user: 'mario', password: 'mario-2026', domain: 'BRENTA', smtp: 'mario@brenta.example' };
const JPEG = Buffer.from('ffd8ffe000104a46494600', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');

interface Place {
  readonly simulator: RunningSimulator;
  readonly mailbox: SimulatedMailbox;
  readonly side: ExchangeSide;
  /** Operations that were sent since the last call. */
  sent(): readonly string[];
  close(): Promise<void>;
}

let db: Database;
let store: SeenPhotos;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  store = createPhotoStore(db);
});
afterAll(() => db.close());

async function openPlace(version: ExchangeVersion = 'Exchange2016', keepsAllPhotos = false): Promise<Place> {
  const users = [{ ...MARIO, displayName: 'Mario' }];
  const simulator = await startSimulator({ users, exchangeVersion: version, keepsAllPhotos });
  const ews = connectEws(
    optionsFor(simulator.ewsUrl, {
      mailbox: MARIO.smtp,
      credentials: { kind: 'password', user: MARIO.user, domain: MARIO.domain, password: MARIO.password },
      exchangeVersion: 'auto',
      timeoutMs: 20_000,
    }),
  );
  let seen = 0;
  return {
    simulator,
    mailbox: simulator.mailbox(MARIO.smtp),
    side: photosAsFields(ews, store),
    sent: () => {
      const all = simulator.requests.all().map(({ operation }) => operation ?? '');
      const since = all.slice(seen);
      seen = all.length;
      return since;
    },
    close: async () => {
      await ews.close();
      await simulator.close();
    },
  };
}

async function itemOf({ side }: Place, id: string): Promise<ExchangeItem> {
  const [read] = await side.read('contacts', [id]);
  if (read?.kind !== 'found') throw new Error(`read: ${JSON.stringify(read)}`);
  return read.item;
}

async function made({ side }: Place, fields: Fields): Promise<ExchangeWriteOutcome | undefined> {
  const [outcome] = await side.create('contacts', [{ fields, stamp: 'stamp', addCategories: [], uid: null }]);
  return outcome;
}

async function changed(place: Place, id: string, changes: Fields, changeKey?: string | null) {
  const known = changeKey === undefined ? (await itemOf(place, id)).changeKey : changeKey;
  const update = { ref: { id, changeKey: known }, changes, categories: null, stamp: null };
  return (await place.side.update('contacts', [update], 'neverOverwrite'))[0];
}

function refOf(outcome: ExchangeWriteOutcome | undefined) {
  if (outcome?.kind !== 'done') throw new Error(`write: ${JSON.stringify(outcome)}`);
  return outcome.ref;
}

const photoOf = async (bytes: Buffer): Promise<ContactPhoto> => store.put(bytes);

describe('the photo of a contact', () => {
  test.each(['Exchange2010', 'Exchange2010_SP2', 'Exchange2016'] as const)('comes and goes on %s', async (version) => {
    const place = await openPlace(version);
    try {
      const jpeg = await photoOf(JPEG);
      const { id, changeKey } = refOf(await made(place, { jobTitle: 'CTO', photo: jpeg }));
      const item = await itemOf(place, id);
      // A photo is a change of the contact: the echo has to be known again.
      expect(item).toMatchObject({ changeKey, fields: { jobTitle: 'CTO', photo: jpeg } });
      expect(place.mailbox.photo(id)).toEqual(JPEG);

      const png = await photoOf(PNG);
      const second = refOf(await changed(place, id, { jobTitle: 'CEO', photo: png }));
      expect(await itemOf(place, id)).toMatchObject({ ...second, fields: { jobTitle: 'CEO', photo: png } });
      const third = refOf(await changed(place, id, { photo: null }));
      expect(await itemOf(place, id)).toMatchObject({ ...third, fields: { jobTitle: 'CEO', photo: null } });
      expect(place.mailbox.photo(id)).toBeUndefined();
    } finally {
      await place.close();
    }
  });

  test('is fetched when it is another one, and not otherwise', async () => {
    const place = await openPlace();
    try {
      const [anna, bruno] = ['Anna', 'Bruno'].map(
        (GivenName) => place.mailbox.add('contacts', 'Contact', { GivenName }).id,
      );
      const ids = [anna ?? '', bruno ?? ''];
      const read = async () =>
        (await place.side.read('contacts', ids)).map((one) => one.kind === 'found' && one.item.fields['photo']);
      expect(await read()).toEqual([null, null]);
      // A conversation begins with a look at the folder.
      expect(place.sent()).toEqual(['GetFolder', 'GetItem']);

      place.mailbox.changePhoto(ids[0] ?? '', JPEG);
      place.mailbox.changePhoto(ids[1] ?? '', PNG);
      expect(await read()).toEqual([await photoOf(JPEG), await photoOf(PNG)]);
      expect(place.sent()).toEqual(['GetItem', 'GetItem', 'GetAttachment']);
      place.mailbox.change(ids[0] ?? '', { JobTitle: 'CTO' });
      expect(await read()).toEqual([await photoOf(JPEG), await photoOf(PNG)]);
      expect(place.sent()).toEqual(['GetItem', 'GetItem']);
      place.mailbox.changePhoto(ids[0] ?? '', PNG);
      expect(await read()).toEqual([await photoOf(PNG), await photoOf(PNG)]);
      expect(place.sent()).toEqual(['GetItem', 'GetItem', 'GetAttachment']);
    } finally {
      await place.close();
    }
  });

  test('is not written to a contact that changed, nor to one that is gone', async () => {
    const place = await openPlace();
    try {
      const { id, changeKey } = place.mailbox.add('contacts', 'Contact', { GivenName: 'Anna' });
      place.mailbox.change(id, { JobTitle: 'CEO' });
      const photo = await photoOf(JPEG);
      expect(await changed(place, id, { photo }, changeKey)).toMatchObject({ kind: 'conflict' });
      expect(place.mailbox.photo(id)).toBeUndefined();
      place.mailbox.delete(id, 'HardDelete');
      expect(await changed(place, id, { photo }, null)).toEqual({ kind: 'missing' });
    } finally {
      await place.close();
    }
  });

  test('that cannot be carried is left alone, and the contact with it is read', async () => {
    const place = await openPlace();
    try {
      const { id } = place.mailbox.add('contacts', 'Contact', { GivenName: 'Anna' });
      for (const photo of [Buffer.concat([JPEG, Buffer.alloc(1_048_576)]), Buffer.from('<svg/>')]) {
        place.mailbox.changePhoto(id, photo);
        expect(await itemOf(place, id)).toMatchObject({
          fields: { name: { givenName: 'Anna' }, photo: null },
          unread: ['photo'],
        });
      }
    } finally {
      await place.close();
    }
  });

  test('whose bytes are gone stops its own contact only', async () => {
    const place = await openPlace();
    try {
      const lost = { digest: 'f'.repeat(64), mediaType: 'image/png', bytes: 9 };
      const create = (fields: Fields) => ({ fields, stamp: null, addCategories: [], uid: null });
      const outcomes = await place.side.create('contacts', [
        create({ jobTitle: 'A', photo: lost }),
        create({ jobTitle: 'B' }),
      ]);
      expect(outcomes).toMatchObject([{ kind: 'failed', error: { code: 'photo_gone' } }, { kind: 'done' }]);
      expect(place.mailbox.items('contacts').map(({ fields }) => fields['JobTitle'])).toEqual(['B']);
    } finally {
      await place.close();
    }
  });

  test('that did not arrive leaves a contact that is found again, and fields of which nobody thinks that they were not written', async () => {
    const place = await openPlace();
    try {
      const photo = await photoOf(JPEG);
      place.simulator.faults.inject({ fault: { kind: 'drop', when: 'beforeCommit' }, operation: 'CreateAttachment' });
      expect(await made(place, { jobTitle: 'CTO', photo })).toMatchObject({ kind: 'unknown' });
      const id = place.mailbox.items('contacts')[0]?.id ?? '';
      const { found } = await place.side.locate('contacts', { stamps: ['stamp'], searchKeys: [] });
      expect(found).toMatchObject([{ id, place: 'synchronised' }]);

      place.simulator.faults.inject({ fault: { kind: 'drop', when: 'beforeCommit' }, operation: 'CreateAttachment' });
      expect(await changed(place, id, { jobTitle: 'CEO', photo })).toMatchObject({ kind: 'unknown' });
      expect((await itemOf(place, id)).fields).toMatchObject({ jobTitle: 'CEO', photo: null });
      expect(await changed(place, id, { photo })).toMatchObject({ kind: 'done' });
    } finally {
      await place.close();
    }
  });

  test('that replaces another is never missing in between, and what was broken off is made good by the next write', async () => {
    for (const keepsAllPhotos of [false, true]) {
      const place = await openPlace('Exchange2016', keepsAllPhotos);
      try {
        const [jpeg, png] = [await photoOf(JPEG), await photoOf(PNG)];
        const { id } = refOf(await made(place, { jobTitle: 'CTO', photo: jpeg }));
        const drop = (operation: string, when: 'beforeCommit' | 'afterCommit') =>
          place.simulator.faults.inject({ fault: { kind: 'drop', when }, operation });
        drop('CreateAttachment', 'beforeCommit');
        expect(await changed(place, id, { photo: png })).toMatchObject({ kind: 'unknown' });
        expect((await itemOf(place, id)).fields['photo']).toEqual(jpeg);
        drop('CreateAttachment', 'afterCommit');
        expect(await changed(place, id, { photo: png })).toMatchObject({ kind: 'unknown' });
        // Where both hang on the contact, the one that was agreed counts.
        expect((await itemOf(place, id)).fields['photo']).toEqual(keepsAllPhotos ? jpeg : png);
        if (keepsAllPhotos) {
          drop('DeleteAttachment', 'beforeCommit');
          await changed(place, id, { photo: png });
        }
        const { changeKey } = refOf(await changed(place, id, { photo: png }));
        expect(await itemOf(place, id)).toMatchObject({ changeKey, fields: { photo: png } });
        expect(refOf(await changed(place, id, { photo: null })).id).toBe(id);
        expect((await itemOf(place, id)).fields['photo']).toBeNull();
      } finally {
        await place.close();
      }
    }
  });

  test('whose older one the server does not take away is not said to be written, and hangs there no third time', async () => {
    const place = await openPlace('Exchange2016', true);
    try {
      const { id } = refOf(await made(place, { photo: await photoOf(JPEG) }));
      place.simulator.faults.inject({
        fault: { kind: 'itemError', code: 'ErrorCannotDeleteObject' },
        operation: 'DeleteAttachment',
        times: 3,
      });
      const photo = await photoOf(PNG);
      expect(await changed(place, id, { photo })).toMatchObject({ kind: 'unknown' });
      for (const _again of [2, 3]) expect(await changed(place, id, { photo })).toMatchObject({ kind: 'failed' });
      expect(place.sent().filter((operation) => operation === 'CreateAttachment')).toHaveLength(2);
      expect(await changed(place, id, { photo })).toMatchObject({ kind: 'done' });
      expect((await itemOf(place, id)).fields).toMatchObject({ photo });
    } finally {
      await place.close();
    }
  });

  test('that the server refuses for good after the fields were written is nothing that certainly was not applied', async () => {
    const place = await openPlace();
    try {
      const { id } = refOf(await made(place, { jobTitle: 'CTO' }));
      const refuse = () =>
        place.simulator.faults.inject({
          fault: { kind: 'itemError', code: 'ErrorInvalidPhotoSize' },
          operation: 'CreateAttachment',
        });
      const photo = await photoOf(JPEG);
      refuse();
      expect(await changed(place, id, { jobTitle: 'CEO', photo })).toMatchObject({ kind: 'unknown' });
      expect((await itemOf(place, id)).fields['jobTitle']).toBe('CEO');
      refuse();
      expect(await changed(place, id, { photo })).toMatchObject({ kind: 'failed' });
    } finally {
      await place.close();
    }
  });

  test('is none for Exchange 2007, which says nothing of it', async () => {
    const place = await openPlace('Exchange2007_SP1');
    try {
      const photo = await photoOf(JPEG);
      const { id } = refOf(await made(place, { jobTitle: 'CTO', photo }));
      expect(await itemOf(place, id)).toMatchObject({ fields: { jobTitle: 'CTO' }, unread: ['photo'] });
      expect(await changed(place, id, { jobTitle: 'CEO', photo })).toMatchObject({ kind: 'done' });
      expect((await itemOf(place, id)).fields['jobTitle']).toBe('CEO');
    } finally {
      await place.close();
    }
  });
});
