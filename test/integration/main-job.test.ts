import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Explanation, Status } from '../../src/api/resources.ts';
import { MARIO } from '../support/configuration.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

const CARDS = [
  ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Niccolò Pavan', 'N:Pavan;Niccolò;;;', 'ORG:Officine Pavan S.r.l.'],
  ['EMAIL;TYPE=INTERNET:niccolo@pavan.example', 'TEL;TYPE=CELL:+39 347 1234567'],
  ['ADR;TYPE=WORK:;;Via Roma 1;Padova;PD;35100;Italia', 'END:VCARD'],
  ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Zoë Ångström', 'N:Ångström;Zoë;;;', 'EMAIL:zoe@nord.example', 'END:VCARD', ''],
];

const CALENDAR = [
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Brenta//Agenda//IT'],
  ['BEGIN:VEVENT', 'UID:fiera@brenta.example', 'DTSTAMP:20261101T080000Z', 'SUMMARY:Fiera di Padova'],
  ['DTSTART;VALUE=DATE:20261208', 'DTEND;VALUE=DATE:20261210', 'END:VEVENT'],
  ['BEGIN:VEVENT', 'UID:consegna@brenta.example', 'DTSTAMP:20261101T080000Z', 'SUMMARY:Consegna macchina'],
  ['DTSTART;TZID=Europe/Rome:20261203T090000', 'DTEND;TZID=Europe/Rome:20261203T103000'],
  ['LOCATION:Stabilimento 2', 'END:VEVENT', 'END:VCALENDAR', ''],
];

const textOf = (lines: readonly (readonly string[])[]) => lines.flat().join('\r\n');

let world: World;
beforeAll(async () => {
  world = await openWorld({}, 'none');
  // Niccolò is on both sides already, and Exchange knows something of him that the CRM does not.
  world.mailbox.add('contacts', 'Contact', {
    GivenName: 'Niccolò',
    Surname: 'Pavan',
    JobTitle: 'Titolare',
    'EmailAddresses/EmailAddress1': 'Niccolo@Pavan.example',
  });
  world.mailbox.add('contacts', 'Contact', { GivenName: 'Solo', Surname: 'Outlook' });
  world.mailbox.add('calendar', 'CalendarItem', {
    Subject: 'Dentista',
    Start: '2026-12-04T14:00:00Z',
    End: '2026-12-04T15:00:00Z',
  });
});
afterAll(() => world.close());

const labels = (folder: string) =>
  world.mailbox
    .items(folder)
    .map(({ label }) => label)
    .sort();

test('apply stores the settings once: a dry run stores nothing, a second apply changes nothing', async () => {
  const actions = (result: Awaited<ReturnType<World['apply']>>) =>
    Object.fromEntries(result.changes.map(({ object, action }) => [object, action]));
  const everything = (action: string) => ({ user: action, profile: action, account: action });

  const shown = await world.apply({}, ['--dry-run']);
  expect([shown.dryRun, actions(shown)]).toEqual([true, everything('create')]);
  expect(actions(await world.apply())).toEqual(everything('create'));
  expect(actions(await world.apply())).toEqual(everything('unchanged'));

  const other = { contacts: { deleteCrmToExchange: true } };
  for (let time = 0; time < 2; time += 1) {
    const difference = (await world.apply(other, ['--dry-run'])).changes.filter(({ action }) => action !== 'unchanged');
    expect(difference).toMatchObject([
      {
        object: 'profile',
        name: 'sede',
        action: 'update',
        fields: [{ field: 'contacts.deleteCrmToExchange', from: false, to: true }],
      },
    ]);
  }
});

test('the first synchronisation links who is on both sides and makes the others on the side that lacks them', async () => {
  await world.command(['contacts', 'import', world.file('c.vcf', textOf(CARDS)), '--user', 'mario']);
  await world.command(['appointments', 'import', world.file('a.ics', textOf(CALENDAR)), '--user', 'mario']);

  const plan = await world.sync(['--dry-run']);
  expect(plan.map(({ counts }) => [counts?.createdInExchange, counts?.createdInCrm, counts?.linked])).toEqual([
    [1, 1, 1],
    [2, 1, 0],
  ]);
  expect(labels('contacts')).toEqual(['Niccolò Pavan', 'Solo Outlook']);

  const runs = await world.sync();
  expect(runs.map(({ outcome, counts }) => [outcome, counts?.createdInExchange, counts?.createdInCrm])).toEqual([
    ['done', 1, 1],
    ['done', 2, 1],
  ]);
  expect(labels('contacts')).toEqual(['Niccolò Pavan', 'Solo Outlook', 'Zoë Ångström']);
  expect(labels('calendar')).toEqual(['Consegna macchina', 'Dentista', 'Fiera di Padova']);

  const niccolo = world.mailbox.items('contacts').find(({ label }) => label === 'Niccolò Pavan');
  expect(niccolo?.fields).toMatchObject({
    JobTitle: 'Titolare',
    CompanyName: 'Officine Pavan S.r.l.',
    'PhoneNumbers/MobilePhone': '+39 347 1234567',
    'PhysicalAddresses/Business/City': 'Padova',
  });
});

test('all-day dates and zoned times arrive as what they are, in both directions', async () => {
  const byLabel = (label: string) => world.mailbox.items('calendar').find((item) => item.label === label)?.fields;
  // Midnights of the user's zone, not of UTC.
  expect(byLabel('Fiera di Padova')).toMatchObject({
    IsAllDayEvent: 'true',
    Start: '2026-12-07T23:00:00Z',
    End: '2026-12-09T23:00:00Z',
    StartTimeZone: expect.stringContaining('W. Europe Standard Time'),
  });
  expect(byLabel('Consegna macchina')).toMatchObject({
    Start: '2026-12-03T08:00:00Z',
    End: '2026-12-03T09:30:00Z',
    Location: 'Stabilimento 2',
    StartTimeZone: expect.stringContaining('W. Europe Standard Time'),
  });

  world.mailbox.add('calendar', 'CalendarItem', {
    Subject: 'Ferie',
    IsAllDayEvent: 'true',
    Start: '2026-12-23T23:00:00Z',
    End: '2026-12-27T23:00:00Z',
    StartTimeZone: 'W. Europe Standard Time',
  });
  await world.sync();
  const { stdout } = await world.command(['appointments', 'export', '--user', 'mario']);
  expect(stdout).toMatch(/DTSTART;VALUE=DATE:20261224\r?\nDTEND;VALUE=DATE:20261228/);
  expect(stdout).toMatch(/DTSTART;TZID=Europe\/Rome:20261203T090000/);
});

test('list, export, status and explain tell what was done', async () => {
  const listed = (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>();
  expect(listed.total).toBe(3);
  const { stdout } = await world.command(['contacts', 'export']);
  expect(stdout.match(/^BEGIN:VCARD/gm)).toHaveLength(3);
  expect(stdout).toContain('TITLE:Titolare');

  const status = (await world.command(['status', '--json'])).json<Status>();
  expect(status.accounts).toMatchObject([
    { name: 'mario', mailbox: MARIO.smtp, scopes: [{ links: { LINKED: 3 } }, { links: { LINKED: 4 } }] },
  ]);
  const explained = (await world.command(['explain', 'niccolo@pavan.example', '--json'])).json<Explanation>();
  expect(explained.items).toMatchObject([{ label: 'Niccolò Pavan', state: 'linked', link: { ambiguous: false } }]);
  expect(world.simulator.outbox.all()).toEqual([]);
});
