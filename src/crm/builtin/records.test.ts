import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { CrmUser } from '../port.ts';
import type { TestCrm } from '../testing/open-test-crm.ts';
import { openTestCrm } from '../testing/open-test-crm.ts';
import { asUser, OPERATOR } from './actor.ts';
import type { WriteResult } from './record-writes.ts';
import type { StoredRecord } from './stored-record.ts';

let world: TestCrm;
let anna: CrmUser;
let bruno: CrmUser;
let carla: CrmUser;
beforeAll(async () => {
  world = await openTestCrm();
  [anna, bruno, carla] = [await world.user('anna'), await world.user('bruno'), await world.user('carla')];
});
afterAll(() => world.db.close());

function done(result: WriteResult): StoredRecord {
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return result.record;
}

const visit = (day: string, subject: string): Fields => ({
  subject,
  time: { kind: 'timed', start: `${day}T08:00:00Z`, end: `${day}T09:00:00Z`, zone: 'Europe/Rome' },
});

describe('Rights', () => {
  const contacts = () => world.crm.contacts;
  const appointments = () => world.crm.appointments;

  it('a contact is its owner’s alone until it is shared', async () => {
    const { id } = done(await contacts().create(asUser(anna.id), { fields: { displayName: 'Riservato' } }));
    expect((await contacts().get(asUser(bruno.id), id)).kind).toBe('unknown');
    expect((await contacts().list(asUser(bruno.id), { search: 'Riservato' })).total).toBe(0);
    done(await contacts().update(asUser(anna.id), { id, expectedVersion: null, shared: true }));
    expect((await contacts().get(asUser(bruno.id), id)).kind).toBe('found');
    expect((await contacts().list(asUser(bruno.id), { search: 'Riservato' })).total).toBe(1);
  });

  it('a colleague corrects a shared contact, and does not take it, hide it or delete it', async () => {
    const { id } = done(await contacts().create(asUser(anna.id), { fields: { displayName: 'Comune' }, shared: true }));
    const item = { id, expectedVersion: null };
    expect((await contacts().update(asUser(bruno.id), { ...item, changes: { jobTitle: 'X' } })).kind).toBe('done');
    expect((await contacts().update(asUser(bruno.id), { ...item, ownerId: bruno.id })).kind).toBe('forbidden');
    expect((await contacts().update(asUser(bruno.id), { ...item, shared: false })).kind).toBe('forbidden');
    expect((await contacts().delete(asUser(bruno.id), item)).kind).toBe('forbidden');
  });

  it('an appointment is seen by its participants and changed by its owner', async () => {
    const created = await appointments().create(asUser(anna.id), {
      fields: visit('2026-05-04', 'Visita'),
      participantIds: [bruno.id, anna.id, bruno.id],
    });
    const { id, participantIds } = done(created);
    expect(participantIds).toEqual([bruno.id]);
    const item = { id, expectedVersion: null };
    expect((await appointments().get(asUser(bruno.id), id)).kind).toBe('found');
    expect((await appointments().get(asUser(carla.id), id)).kind).toBe('unknown');
    expect((await appointments().update(asUser(bruno.id), { ...item, changes: { subject: 'X' } })).kind).toBe(
      'forbidden',
    );
    expect((await appointments().update(asUser(bruno.id), { ...item, participantIds: [] })).kind).toBe('forbidden');
    expect((await appointments().delete(asUser(bruno.id), item)).kind).toBe('forbidden');
    expect((await appointments().delete(asUser(anna.id), item)).kind).toBe('done');
    expect((await appointments().get(asUser(bruno.id), id)).kind).toBe('gone');
    expect((await appointments().get(asUser(carla.id), id)).kind).toBe('unknown');
  });

  it('nobody makes a record in the name of somebody else; the operator makes it in the name that is given', async () => {
    const create = { fields: { displayName: 'Nuovo' }, ownerId: bruno.id };
    expect((await contacts().create(asUser(anna.id), create)).kind).toBe('forbidden');
    expect(done(await contacts().create(OPERATOR, create)).ownerId).toBe(bruno.id);
    await expect(contacts().create(OPERATOR, { fields: {} })).rejects.toMatchObject({ code: 'crm_invalid_record' });
  });

  it('a user who is not active owns nothing new, takes part in nothing new and synchronises nothing', async () => {
    const dora = await world.user('dora');
    const side = await world.crm.sideFor(dora.id);
    await world.crm.users.setActive(dora.id, false);
    const inactive = { code: 'crm_user_inactive' };
    await expect(contacts().create(OPERATOR, { fields: {}, ownerId: dora.id })).rejects.toMatchObject(inactive);
    await expect(
      appointments().create(asUser(anna.id), { fields: visit('2026-05-05', 'x'), participantIds: [dora.id] }),
    ).rejects.toMatchObject(inactive);
    await expect(side.listChanges('contacts', null)).rejects.toMatchObject(inactive);
    await expect(side.create('contacts', [])).rejects.toMatchObject(inactive);
    await expect(world.crm.sideFor(dora.id)).rejects.toMatchObject(inactive);
    await expect(world.crm.sideFor('nobody')).rejects.toMatchObject({ code: 'crm_user_unknown' });
  });
});

describe('Fields on their way in', () => {
  const accepts = async (fields: Fields) => {
    const result = await world.crm.contacts.create(asUser(anna.id), { fields });
    return result.kind === 'refused' ? String(result.error.details['problems']) : done(result).fields;
  };

  it('are brought to their normal form; empty ones are absent', async () => {
    expect(
      await accepts({
        displayName: '  Zoe\u0308 \r\nM. ',
        notes: '',
        name: { givenName: ' ', surname: null },
        categories: ['b', 'A', 'a'],
      }),
    ).toEqual({ displayName: 'Zoë\nM.', categories: ['A', 'b'] });
  });

  it('lose the characters that neither a database nor XML can hold', async () => {
    expect(await accepts({ displayName: 'A\u0000d\u0007a\ud800', nickname: '😀' })).toEqual({
      displayName: 'Ada',
      nickname: '😀',
    });
  });

  it('are refused with the name of each field and its rule, and never with a value', async () => {
    const problems = await accepts({
      birthdya: '1970-01-01',
      birthday: '1970-02-30',
      email1: { address: '' },
      jobTitle: 'segreto'.repeat(200),
    });
    for (const word of ['birthdya', 'birthday: is no day of the calendar', 'email1.address', 'jobTitle'])
      expect(problems).toContain(word);
    expect(problems).not.toContain('segreto');
  });

  it('an appointment needs a time that makes sense', async () => {
    const refused = async (time: Fields) => {
      const result = await world.crm.appointments.create(asUser(anna.id), { fields: { subject: 'x', time } });
      return result.kind === 'refused' ? result.error.details['field'] : result.kind;
    };
    const timed = { kind: 'timed', start: '2026-05-04T08:00:00Z', end: '2026-05-04T08:00:00Z', zone: 'Europe/Rome' };
    expect(await refused(timed)).toBe('done');
    expect(await refused({ ...timed, end: '2026-05-04T07:59:59Z' })).toBe('time.end');
    expect(await refused({ ...timed, start: '2026-05-04T08:00:00+02:00' })).toBe('time.start');
    expect(await refused({ ...timed, zone: 'Middle/Earth' })).toBe('time.zone');
    expect(await refused({ kind: 'allDay', startDate: '2026-05-04', endDate: '2026-05-04' })).toBe('time.endDate');
  });

  it('nobody writes a series or a meeting by hand', async () => {
    const attendees = [{ address: 'a@b.example', role: 'required', response: 'none' }];
    const { create } = world.crm.appointments;
    const tried = { ...visit('2026-05-04', 'x'), attendees };
    expect((await create(asUser(anna.id), { fields: tried })).kind).toBe('refused');
    const { id } = done(await create(asUser(anna.id), { fields: visit('2026-05-04', 'x') }));
    const update = { id, expectedVersion: null, changes: { attendees } };
    expect((await world.crm.appointments.update(asUser(anna.id), update)).kind).toBe('refused');
  });
});

describe('Lists, searches and pages', () => {
  it('finds every word, whatever its case and accents, in any field that people search by', async () => {
    const owner = asUser((await world.user('elena')).id);
    const fields = {
      name: { givenName: 'Łukasz', surname: 'Pérez' },
      companyName: 'Großschmiede Rhön GmbH',
      email1: { address: 'l.perez@grossschmiede.example' },
      categories: ['Fiera'],
    };
    done(await world.crm.contacts.create(owner, { fields }));
    const found = async (searches: readonly string[]) => {
      const pages = await Promise.all(searches.map((search) => world.crm.contacts.list(owner, { search })));
      return searches.filter((_search, index) => pages[index]?.total === 1);
    };
    const matching = ['perez lukasz', 'PÉREZ', 'rhon grossschmiede', 'l.perez@', 'fiera'];
    expect(await found([...matching, 'perez anna', '%', '_'])).toEqual(matching);
  });

  it('pages run through all contacts in order of their names, once each', async () => {
    const fabio = await world.user('fabio');
    const owner = asUser(fabio.id);
    const surnames = ['Żak', 'Ábel', 'zucchi', 'Bianchi', 'Bianchi', 'Östberg', 'De Luca'];
    for (const surname of surnames) done(await world.crm.contacts.create(owner, { fields: { name: { surname } } }));
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.crm.contacts.list(owner, { ownerId: fabio.id, cursor, limit: 2 });
      seen.push(...page.records.map((record) => (record.fields['name'] as Fields)['surname']));
      expect(page.total).toBe(7);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(seen).toEqual(['Ábel', 'Bianchi', 'Bianchi', 'De Luca', 'Östberg', 'Żak', 'zucchi']);
  });

  it('appointments come in order of their start, and from a span of time those that touch it', async () => {
    const owner = asUser((await world.user('gino')).id);
    for (const [day, subject] of [
      ['2026-05-06', 'c'],
      ['2026-05-04', 'a'],
      ['2026-05-08', 'd'],
    ] as const)
      done(await world.crm.appointments.create(owner, { fields: visit(day, subject) }));
    const fair = { subject: 'b', time: { kind: 'allDay', startDate: '2026-05-05', endDate: '2026-05-08' } };
    done(await world.crm.appointments.create(owner, { fields: fair }));
    const subjects = async (filter: object) =>
      (await world.crm.appointments.list(owner, filter)).records.map((record) => record.fields['subject']);
    expect(await subjects({})).toEqual(['a', 'b', 'c', 'd']);
    expect(await subjects({ from: '2026-05-06', until: '2026-05-08' })).toEqual(['b', 'c']);
    expect(await subjects({ from: '2026-05-08' })).toEqual(['d']);
  });

  it('a list holds the contacts that were put on it', async () => {
    const owner = asUser((await world.user('ida')).id);
    const { id } = done(
      await world.crm.contacts.create(owner, { fields: { displayName: 'A' }, lists: ['Fiera', 'Clienti'] }),
    );
    done(await world.crm.contacts.create(owner, { fields: { displayName: 'B' }, lists: ['Clienti'] }));
    expect(await world.crm.contacts.lists(owner)).toEqual([
      { name: 'Clienti', count: 2 },
      { name: 'Fiera', count: 1 },
    ]);
    done(await world.crm.contacts.update(owner, { id, expectedVersion: '1', lists: [] }));
    expect((await world.crm.contacts.list(owner, { list: 'Clienti' })).total).toBe(1);
  });
});

describe('Companies', () => {
  it('hold the contacts that carry their name, follow a renaming into them, and leave them behind when deleted', async () => {
    const luca = await world.user('luca');
    const owner = asUser(luca.id);
    const { companies, contacts } = world.crm;
    const { id: early } = done(
      await contacts.create(owner, { fields: { displayName: 'Prima', companyName: 'fonderie adda' } }),
    );
    const company = await companies.create({ name: 'Fonderie Adda', phone: '+39 0341 555 010' });
    done(await contacts.create(owner, { fields: { displayName: 'Dopo', companyName: 'Fonderie Adda' } }));
    expect((await companies.get(company.id))?.contactCount).toBe(2);
    expect((await contacts.list(owner, { companyId: company.id })).total).toBe(2);

    const side = await world.crm.sideFor(luca.id);
    const { cursor } = await side.listChanges('contacts', null);
    const renamed = await companies.update(company.id, company.version, { name: 'Adda Metalli' });
    expect(renamed).toMatchObject({ kind: 'done', company: { name: 'Adda Metalli', contactCount: 2 } });
    expect((await side.listChanges('contacts', cursor)).upserts).toHaveLength(2);
    expect((await contacts.list(owner, { search: 'adda metalli' })).total).toBe(2);

    expect((await companies.delete(company.id, company.version)).kind).toBe('conflict');
    expect((await companies.delete(company.id, null)).kind).toBe('done');
    const left = await contacts.get(owner, early);
    expect(left).toMatchObject({ kind: 'found', record: { companyId: null, fields: { companyName: 'Adda Metalli' } } });
  });

  it('have names of their own', async () => {
    const { companies } = world.crm;
    await companies.create({ name: 'Officine Rossetti' });
    const other = await companies.create({ name: 'Rossetti Carpenteria' });
    const taken = { code: 'crm_company_exists', details: { field: 'name' } };
    await expect(companies.create({ name: 'OFFICINE rossetti' })).rejects.toMatchObject(taken);
    await expect(companies.update(other.id, null, { name: 'Officine Rossetti' })).rejects.toMatchObject(taken);
    expect((await companies.list({ search: 'rossetti' })).map((company) => company.name)).toEqual([
      'Officine Rossetti',
      'Rossetti Carpenteria',
    ]);
  });
});

describe('Users', () => {
  it('have a login name and an e-mail address that nobody else has', async () => {
    const { users } = world.crm;
    const mario = { name: 'mario', displayName: 'Mario', email: 'mario@brenta.example', timeZone: 'Europe/Rome' };
    const created = await users.create(mario);
    await expect(users.create({ ...mario, name: 'MARIO', email: 'x@brenta.example' })).rejects.toMatchObject({
      code: 'crm_user_exists',
      details: { field: 'name' },
    });
    await expect(users.create({ ...mario, name: 'x', email: 'Mario@Brenta.example' })).rejects.toMatchObject({
      details: { field: 'email' },
    });
    expect(await users.findByName('Mario')).toEqual(created);
    expect(await users.update(created.id, { timeZone: 'Asia/Tokyo' })).toEqual({ ...created, timeZone: 'Asia/Tokyo' });
    await expect(users.update(created.id, { timeZone: 'Roma' })).rejects.toMatchObject({ code: 'crm_invalid_record' });
    expect((await users.list()).map((user) => user.id)).toContain(created.id);
  });
});
