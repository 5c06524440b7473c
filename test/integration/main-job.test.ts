import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConfigurationResult, type Explanation, type Status } from '../../src/api/resources.ts';
import { MARIO } from '../support/configuration.ts';
import { openWorld, type World } from '../support/world.ts';

const CARDS = `BEGIN:VCARD\r
VERSION:3.0\r
FN:Niccolò Pavan\r
N:Pavan;Niccolò;;;\r
ORG:Officine Pavan S.r.l.\r
EMAIL;TYPE=INTERNET:niccolo@pavan.example\r
TEL;TYPE=CELL:+39 347 1234567\r
ADR;TYPE=WORK:;;Via Roma 1;Padova;PD;35100;Italia\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:4.0\r
FN:Zoë Ångström\r
N:Ångström;Zoë;;;\r
EMAIL:zoe@nord.example\r
END:VCARD\r
`;

const CALENDAR = `BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Brenta//Agenda//IT\r
BEGIN:VEVENT\r
UID:consegna-1@brenta.example\r
DTSTAMP:20261101T080000Z\r
DTSTART;VALUE=DATE:20261208\r
DTEND;VALUE=DATE:20261210\r
SUMMARY:Fiera di Padova\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:consegna-2@brenta.example\r
DTSTAMP:20261101T080000Z\r
DTSTART;TZID=Europe/Rome:20261203T090000\r
DTEND;TZID=Europe/Rome:20261203T103000\r
SUMMARY:Consegna macchina\r
LOCATION:Stabilimento 2\r
END:VEVENT\r
END:VCALENDAR\r
`;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // Niccolò is on both sides already, with one thing that only Exchange knows.
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

test('apply --dry-run shows the difference and stores nothing', async () => {
  await world.apply();
  const settings = { contacts: { deleteCrmToExchange: true }, profile: { interval: '5m' } };
  const document = JSON.stringify(settings);
  expect(document).toContain('5m');
  const path = world.file('other.yaml', otherDocument());
  for (let time = 0; time < 2; time += 1) {
    const result = (await world.command(['apply', '-f', path, '--dry-run', '--json'])).json<ConfigurationResult>();
    expect(result.dryRun).toBe(true);
    const [change] = result.changes.filter(({ action }) => action !== 'unchanged');
    expect(change).toMatchObject({ object: 'profile', name: 'sede', action: 'update' });
  }
});

function otherDocument(): string {
  return '';
}
