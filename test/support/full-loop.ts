import { expect } from 'vitest';
import type { Fields } from '../../src/model/index.ts';
import type { ForeignPlace, StoredRecord } from './foreign-world.ts';

/** A contact with something in every corner that servers are careless with. */
export const ANNA: Fields = {
  name: { title: 'Dott.ssa', givenName: 'Anna', middleName: 'Maria', surname: 'Niccolò', initials: 'A.M.N.' },
  displayName: 'Niccolò Anna (Milano)',
  nickname: 'Annina',
  companyName: 'Caffè & Tè <srl>',
  jobTitle: 'Responsabile',
  mileage: '12 km',
  spouseName: 'Ugo',
  children: ['Lia', 'Pio'],
  email1: { address: 'anna@example.it', name: 'Anna al lavoro' },
  email2: { address: 'anna@casa.example' },
  businessPhone: '+39 02 1234 567',
  mobilePhone: '+39 333 1234567',
  businessAddress: {
    street: 'Via Roma 1\nScala B',
    city: 'Milano',
    state: 'MI',
    postalCode: '20100',
    country: 'Italia',
  },
  mailingAddress: 'business',
  birthday: '1980-02-29',
  notes: 'Prima riga\nSeconda & ultima',
  categories: ['Clienti'],
};

export const VISIT: Fields = {
  time: { kind: 'timed', start: '2027-03-10T09:00:00Z', end: '2027-03-10T10:00:00Z', zone: 'Europe/Rome' },
  subject: 'Visita',
  location: 'Sede',
  body: 'Portare il contratto',
  reminderMinutes: 30,
  busyStatus: 'outOfOffice',
};

export const FAIR: Fields = {
  time: { kind: 'allDay', startDate: '2027-04-05', endDate: '2027-04-07' },
  subject: 'Fiera',
};

export const DELETING = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

/** What the server does not keep, or lets nobody search. */
export interface Shortcomings {
  /** Fields that the server keeps in another form: not compared after they crossed. */
  readonly rewrites?: readonly string[];
  /** Deletions in Exchange cannot be proved. */
  readonly provesNothing?: boolean;
  /** Synchronisations until the sides are quiet after a change; 1 for a server that tells what it did. */
  readonly runsToSettle?: number;
}

/**
 * Both sides have something; they meet, rest, change on either side, rest, and lose something on either side.
 * After every step each item is there once, no field that a person filled is empty, and a further run writes nothing.
 */
export async function fullLoop(place: ForeignPlace, shortcomings: Shortcomings = {}): Promise<void> {
  const { mailbox } = place;
  const settle = async () => {
    for (let run = 0; run < (shortcomings.runsToSettle ?? 1); run += 1) expect(await outcomes(place)).toEqual(DONE);
    const before = await snapshot(place);
    expect(await place.writesOfSync()).toEqual([]);
    expect(await snapshot(place)).toEqual(before);
  };
  const anna = await place.add('contacts', ANNA);
  await place.add('appointments', VISIT);
  await place.add('appointments', FAIR);
  const bruno = mailbox.add('contacts', 'Contact', {
    GivenName: 'Bruno',
    Surname: 'Verdi',
    'EmailAddresses/EmailAddress1': 'bruno@example.it',
  });
  mailbox.add('calendar', 'CalendarItem', {
    Subject: 'Riunione',
    Start: '2027-05-03T08:00:00Z',
    End: '2027-05-03T09:00:00Z',
  });
  await settle();
  const rewrites = new Set(shortcomings.rewrites ?? []);
  expect(
    mailbox
      .items('contacts')
      .map(({ fields }) => fields['GivenName'])
      .sort(),
  ).toEqual(['Anna', 'Bruno']);
  expect(
    mailbox
      .items('calendar')
      .map(({ label }) => label)
      .sort(),
  ).toEqual(['Fiera', 'Riunione', 'Visita']);
  expect((await place.records('contacts')).length).toBe(2);
  expect((await place.records('appointments')).map(({ fields }) => fields['subject']).sort()).toEqual([
    'Fiera',
    'Riunione',
    'Visita',
  ]);
  await expectKept(place, anna, ANNA, rewrites);

  const mirrored = mailbox.items('contacts').find(({ fields }) => fields['GivenName'] === 'Anna');
  mailbox.change(mirrored?.id ?? '', {
    JobTitle: 'Direttrice',
    Surname: 'Neri',
    'PhysicalAddresses/Business/City': 'Torino',
  });
  const brunoRecord = (await place.records('contacts')).find(({ id }) => id !== anna) as StoredRecord;
  await place.change('contacts', brunoRecord.id, { companyName: 'Verdi spa' });
  await settle();
  expect(mailbox.items('contacts').find(({ fields }) => fields['GivenName'] === 'Bruno')?.fields['CompanyName']).toBe(
    'Verdi spa',
  );
  await expectKept(
    place,
    anna,
    {
      ...ANNA,
      jobTitle: 'Direttrice',
      name: { ...(ANNA['name'] as object), surname: 'Neri' },
      businessAddress: { ...(ANNA['businessAddress'] as object), city: 'Torino' },
    },
    new Set([...rewrites, 'fileAs']),
  );

  await place.delete('contacts', anna);
  mailbox.delete(bruno.id);
  await settle();
  expect(mailbox.items('contacts')).toEqual([]);
  expect((await place.records('contacts')).length).toBe(shortcomings.provesNothing ? 1 : 0);
  expect((await place.records('appointments')).length).toBe(3);
}

const DONE = ['done 0', 'done 0'];

async function outcomes(place: ForeignPlace): Promise<readonly string[]> {
  return (await place.sync()).map((run) =>
    run.itemErrors.length + (run.outcome === 'done' ? 0 : 1) === 0
      ? 'done 0'
      : `${run.outcome} ${JSON.stringify([run.problem, run.itemErrors])}`,
  );
}

async function expectKept(
  place: ForeignPlace,
  id: string,
  wanted: Fields,
  rewrites: ReadonlySet<string>,
): Promise<void> {
  const record = (await place.records('contacts')).find((candidate) => candidate.id === id);
  for (const [name, value] of Object.entries(wanted)) {
    if (rewrites.has(name)) expect(record?.fields[name] ?? null, name).not.toBeNull();
    else expect(record?.fields[name], name).toEqual(value);
  }
}

async function snapshot(place: ForeignPlace): Promise<unknown> {
  const versions = async (itemType: 'contacts' | 'appointments') =>
    (await place.records(itemType)).map(({ id, version }) => `${id} ${version}`).sort();
  const keys = (folder: string) => place.mailbox.items(folder).map(({ id, changeKey }) => `${id} ${changeKey}`);
  return [await versions('contacts'), await versions('appointments'), keys('contacts'), keys('calendar')];
}
