import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../../model/index.ts';
import type { TestCrm } from '../../testing/open-test-crm.ts';
import { openTestCrm } from '../../testing/open-test-crm.ts';
import { asUser, OPERATOR } from '../actor.ts';

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

const card = (uid: string, name: string, ...more: readonly string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', `UID:${uid}`, `FN:${name}`, `N:${name};;;;`, ...more, 'END:VCARD', ''].join('\r\n');

const event = (uid: string, subject: string, ...more: readonly string[]) =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTART;TZID=Europe/Rome:20260706T090000',
    'DTEND;TZID=Europe/Rome:20260706T100000',
    `SUMMARY:${subject}`,
    ...more,
    'END:VEVENT',
    '',
  ].join('\r\n');

const calendar = (...parts: readonly string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${parts.join('')}END:VCALENDAR\r\n`;

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('Importing contacts', () => {
  it('says what it did, and doing it again does nothing', async () => {
    const actor = asUser((await world.user('anna')).id);
    const content = card('u-1', 'Rossi') + card('u-2', 'Bianchi');
    expect(await world.crm.importContacts(actor, { content })).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
    expect(await world.crm.importContacts(actor, { content })).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = card('u-1', 'Rossi', 'TITLE:Direttore') + card('u-2', 'Bianchi');
    expect(await world.crm.importContacts(actor, { content: changed })).toMatchObject({ updated: 1, unchanged: 1 });
    expect((await world.crm.contacts.list(actor)).total).toBe(2);
  });

  it('a card without UID imported twice is one contact', async () => {
    const actor = asUser((await world.user('anna')).id);
    const content = card('x', 'Verdi').replace(/UID:.*\r\n/, '');
    await world.crm.importContacts(actor, { content });
    expect(await world.crm.importContacts(actor, { content })).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('142 imported, 4 refused: a broken card costs no other, and the report says where it is and why', async () => {
    const actor = asUser((await world.user('anna')).id);
    const good = Array.from({ length: 142 }, (_, index) => card(`g-${index}`, `Contatto ${index}`));
    const broken = 'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:b-1\r\nFN:Senza fine\r\n';
    const unreadable = card('b-2', 'Riga storta', 'questa riga non ha i due punti');
    const old = card('b-3', 'Vecchio').replace('VERSION:3.0', 'VERSION:2.1');
    const group = card('b-4', 'Lista fornitori', 'X-ADDRESSBOOKSERVER-KIND:group');
    const content = [good.slice(0, 70).join(''), broken, unreadable, old, group, good.slice(70).join('')].join('');
    const seen: { done: number; total: number }[] = [];
    const report = await world.crm.importContacts(actor, { content, onProgress: (progress) => seen.push(progress) });
    const lines = content.split('\r\n');
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    expect(report).toMatchObject({ created: 142 });
    expect(report.refused).toEqual([
      { line: lineOf('UID:b-1') - 2, uid: 'b-1', code: 'end_missing', problems: null },
      { line: lineOf('questa riga'), uid: 'b-2', code: 'unreadable_line', problems: null },
      { line: lineOf('UID:b-3') - 2, uid: 'b-3', code: 'vcard_version_unsupported', problems: null },
      { line: lineOf('UID:b-4') - 2, uid: 'b-4', code: 'not_a_person', problems: null },
    ]);
    expect(seen.at(-1)).toEqual({ done: 146, total: 146 });
  });

  it('a value that the CRM does not take is refused with the field and the rule, never with the value', async () => {
    const actor = asUser((await world.user('anna')).id);
    const content = card('long', 'Lungo', `TITLE:${'segreto '.repeat(200)}`);
    const { refused } = await world.crm.importContacts(actor, { content });
    expect(refused).toMatchObject([{ uid: 'long', code: 'crm_invalid_record' }]);
    expect(refused[0]?.problems).toContain('jobTitle');
    expect(JSON.stringify(refused)).not.toContain('segreto');
  });

  it('reads the code page of old programs, and a byte order mark', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.importContacts(actor, { content: Buffer.from(card('l1', 'Niccolò Però'), 'latin1') });
    await world.crm.importContacts(actor, { content: Buffer.from(`\ufeff${card('u8', 'Łukasz Żak')}`, 'utf8') });
    const { records } = await world.crm.contacts.list(actor);
    expect(records.map((record) => record.fields['displayName'])).toEqual(['Łukasz Żak', 'Niccolò Però']);
  });

  it('the same UID in the books of two users are two contacts', async () => {
    const [anna, bruno] = [await world.user('anna'), await world.user('bruno')];
    const content = card('same', 'Comune');
    await world.crm.importContacts(asUser(anna.id), { content });
    expect(await world.crm.importContacts(OPERATOR, { content, ownerId: bruno.id })).toMatchObject({ created: 1 });
  });

  it('nobody imports into the book of somebody else, and the operator has to say into whose', async () => {
    const [anna, bruno] = [await world.user('anna'), await world.user('bruno')];
    const content = card('x', 'Nessuno');
    for (const [actor, request] of [
      [asUser(anna.id), { content, ownerId: bruno.id }],
      [OPERATOR, { content }],
    ] as const)
      await expect(world.crm.importContacts(actor, request)).rejects.toMatchObject({ code: 'crm_invalid_record' });
  });

  it('an exported book imported again changes nothing, whichever version, and keeps what it did not understand', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.contacts.create(actor, {
      fields: { name: { givenName: 'Zoë' }, email2: { address: 'z@zoe.example' } },
    });
    const kept = 'X-SOCIALPROFILE;TYPE=mastodon:https://social.example/@rossi';
    await world.crm.importContacts(actor, { content: card('r', 'Rossi', kept) });
    for (const version of ['3.0', '4.0'] as const) {
      const content = await joined(world.crm.exportContacts(actor, version));
      expect(content).toContain(kept);
      expect(await world.crm.importContacts(actor, { content })).toEqual({
        created: 0,
        updated: 0,
        unchanged: 2,
        ignored: 0,
        refused: [],
        kept: [],
      });
    }
  });
});

describe('Importing appointments', () => {
  it('a meeting keeps the people who take part, whom nobody writes by hand, and goes out with them', async () => {
    const actor = asUser((await world.user('anna')).id);
    const people = [
      'ORGANIZER;CN=Anna:mailto:a@brenta.example',
      'ATTENDEE;CN=Jo;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:b@kunde.example',
    ];
    await world.crm.importAppointments(actor, { content: calendar(event('m-1', 'Offerta', ...people)) });
    const [record] = (await world.crm.appointments.list(actor)).records;
    if (record === undefined) throw new Error('not imported');
    const attendees = [{ address: 'b@kunde.example', name: 'Jo', role: 'optional', response: 'accepted' }];
    expect(record).toMatchObject({ notSynchronised: null, fields: { attendees } });
    const { id } = record;
    const write = (changes: Fields) => world.crm.appointments.update(actor, { id, expectedVersion: null, changes });
    expect((await write({ attendees: [] })).kind).toBe('refused');
    expect(await write({ subject: 'Offerta 2' })).toMatchObject({ kind: 'done', record: { fields: { attendees } } });
    const side = await world.crm.sideFor(record.ownerId);
    const declined = attendees.map((attendee) => ({ ...attendee, response: 'declined' }));
    const changes = { attendees: declined };
    const [outcome] = await side.update('appointments', [{ id, expectedVersion: '2', changes }]);
    expect(outcome?.kind).toBe('done');
    const exported = await joined(world.crm.exportAppointments(actor));
    expect(exported).toContain(people[0]);
    expect(exported.replaceAll('\r\n ', '')).toContain('PARTSTAT=DECLINED:mailto:b@kunde.example');
  });

  it('a broken event costs no other; tasks are left out and counted', async () => {
    const actor = asUser((await world.user('anna')).id);
    const content = calendar(
      event('ok-1', 'Prima'),
      'BEGIN:VEVENT\r\nUID:cut\r\nSUMMARY:Troncato\r\n',
      event('ok-2', 'Seconda'),
      'BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Chiamare\r\nEND:VTODO\r\n',
      event('zone', 'Dove?').replaceAll('Europe/Rome', 'Stabilimento 2'),
      event('early', 'Prima di ieri').replace('20260706T100000', '20260706T080000'),
      'BEGIN:VEVENT\r\nUID:last\r\nSUMMARY:Senza fine\r\n',
    );
    const report = await world.crm.importAppointments(actor, { content });
    expect(report).toMatchObject({ created: 2, ignored: 1 });
    expect(report.refused.map(({ uid, code }) => [uid, code])).toEqual([
      ['cut', 'end_missing'],
      ['zone', 'time_zone_unknown'],
      ['early', 'end_before_start'],
      ['last', 'end_missing'],
    ]);
  });

  it('what was called off makes no appointment, and takes none away', async () => {
    const actor = asUser((await world.user('anna')).id);
    await world.crm.importAppointments(actor, { content: calendar(event('off-0', 'Visita')) });
    const cancellation = event('off-3', 'Sopralluogo') + event('off-4', 'Corso', 'RECURRENCE-ID:20260706T070000Z');
    const content =
      calendar(
        event('off-0', 'Visita', 'STATUS:CANCELLED'),
        event('off-1', 'Fiera'),
        event('off-1', 'Fiera', 'SEQUENCE:1', 'STATUS:CANCELLED'),
        event('off-2', 'Settimanale', 'RRULE:FREQ=WEEKLY;COUNT=3', 'STATUS:CANCELLED'),
      ) +
      calendar('METHOD:CANCEL\r\n', cancellation) +
      calendar(event('on-1', 'Pranzo', 'STATUS:CONFIRMED'));
    const report = await world.crm.importAppointments(actor, { content });
    expect(report).toMatchObject({ created: 1, updated: 0, unchanged: 0, kept: [] });
    expect(report.refused.map(({ uid, code }) => [uid, code])).toEqual(
      ['off-0', 'off-1', 'off-2', 'off-3', 'off-4'].map((uid) => [uid, 'called_off']),
    );
    const { records } = await world.crm.appointments.list(actor);
    expect(records.map(({ fields }) => fields['subject']).toSorted()).toEqual(['Pranzo', 'Visita']);
  });

  it('an occurrence that a message of its own calls off does not take place', async () => {
    const actor = asUser((await world.user('anna')).id);
    const content =
      calendar(event('weekly', 'Settimanale', 'RRULE:FREQ=WEEKLY;COUNT=3')) +
      calendar('METHOD:CANCEL\r\n', event('weekly', 'Settimanale', 'RECURRENCE-ID:20260706T070000Z'));
    expect(await world.crm.importAppointments(actor, { content })).toMatchObject({ created: 1, refused: [] });
    const [record] = (await world.crm.appointments.list(actor)).records;
    expect(record?.fields['occurrences']).toEqual({ '2026-07-06': { kind: 'deleted' } });
  });

  it('an exported agenda imported again changes nothing and keeps what it did not understand', async () => {
    const actor = asUser((await world.user('anna')).id);
    const alarm = ['BEGIN:VALARM', 'ACTION:EMAIL', 'TRIGGER:-P1D', 'SUMMARY:Domani', 'END:VALARM'];
    await world.crm.importAppointments(actor, {
      content: calendar(event('k-1', 'Fiera; con, escape', 'X-APPLE-TRAVEL-DURATION:PT20M', ...alarm)),
    });
    await world.crm.appointments.create(actor, {
      fields: { subject: 'Ferie', time: { kind: 'allDay', startDate: '2026-08-10', endDate: '2026-08-22' } },
    });
    const content = await joined(world.crm.exportAppointments(actor));
    expect(content).toContain('X-APPLE-TRAVEL-DURATION:PT20M');
    expect(content).toContain(alarm.join('\r\n'));
    expect(content).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Rome');
    expect(await world.crm.importAppointments(actor, { content })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    });
  });

  it('an imported appointment that the synchronisation changes goes out with the change and with the rest', async () => {
    const anna = await world.user('anna');
    const content = calendar(event('c-1', 'Prima', 'ORGANIZER;CN=Anna:mailto:anna@brenta.example', 'X-KEEP:si'));
    await world.crm.importAppointments(asUser(anna.id), { content });
    const [record] = (await world.crm.appointments.list(asUser(anna.id))).records;
    if (record === undefined) throw new Error('not imported');
    const side = await world.crm.sideFor(anna.id);
    const changes = { subject: 'Dopo', reminderMinutes: 10 };
    const [outcome] = await side.update('appointments', [{ id: record.id, expectedVersion: record.version, changes }]);
    expect(outcome?.kind).toBe('done');
    const exported = await joined(world.crm.exportAppointments(asUser(anna.id)));
    for (const line of ['SUMMARY:Dopo', 'X-KEEP:si', 'TRIGGER:-PT10M', 'ORGANIZER;CN=Anna:mailto:anna@brenta.example'])
      expect(exported).toContain(`${line}\r\n`);
  });
});
