import { test } from 'vitest';
import { launchBrowser } from '../test/support/browser.ts';
import { startSimulator } from './index.ts';

test('shots', async () => {
  const sim = await startSimulator();
  const m = sim.mailbox('mario.rossi@azienda.example');
  for (const [g, s, c] of [
    ['Anna', 'Bianchi', 'Acme Srl'],
    ['Niccolò', 'Conti', 'Verdi SpA'],
    ['Chiara', 'D’Angelo', 'Officine Però'],
  ])
    m.add('contacts', 'Contact', {
      GivenName: g!,
      Surname: s!,
      CompanyName: c!,
      'EmailAddresses/EmailAddress1': `${g!.toLowerCase()}@x.example`,
      'PhoneNumbers/MobilePhone': '+39 333 000',
      Categories: ['CRM', 'VIP'],
      'x:f3b1c7d2-5a0e-4c39-9d2e-7a6b8c1d2e3f:name:RaccordoStamp:String': 'abcdef',
    });
  m.add('calendar', 'CalendarItem', {
    Subject: 'Visita cliente',
    Start: '2026-12-03T08:00:00Z',
    End: '2026-12-03T09:30:00Z',
    StartTimeZone: 'W. Europe Standard Time',
    Location: 'Torino',
    Categories: ['CRM'],
  });
  m.add('calendar', 'CalendarItem', {
    Subject: 'Fiera',
    Start: '2026-12-09T23:00:00Z',
    End: '2026-12-11T23:00:00Z',
    IsAllDayEvent: 'true',
    StartTimeZone: 'W. Europe Standard Time',
    RequiredAttendees: ['a@x.example'],
  });
  const b = await launchBrowser();
  const p = await b.newPage({ locale: 'it-IT', viewport: { width: 1100, height: 800 } });
  await p.goto(sim.pageUrl);
  await p.screenshot({ path: '/tmp/s1.png' });
  await p.goto(sim.pageUrl + 'mailboxes/mario.rossi%40azienda.example');
  await p.screenshot({ path: '/tmp/s2.png' });
  await p.goto(sim.pageUrl + 'mailboxes/mario.rossi%40azienda.example?folder=calendar');
  await p.screenshot({ path: '/tmp/s3.png' });
  await p.goto(
    sim.pageUrl + 'mailboxes/mario.rossi%40azienda.example/items/' + encodeURIComponent(m.items('contacts')[0]!.id),
  );
  await p.click('summary');
  await p.screenshot({ path: '/tmp/s4.png', fullPage: true });
  await b.close();
  await sim.close();
}, 100000);
