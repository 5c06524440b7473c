import { expect, test } from 'vitest';
import type { AccountTarget } from '../account-target.ts';
import { wantedWatches } from './watch-key.ts';

function target(id: string, serverUrl: string): AccountTarget {
  return {
    account: { id, mailbox: `${id}@brenta.example`, synchronise: { contacts: true, appointments: true } },
    profile: { serverUrl, asItHappens: true, contacts: { synchronise: true }, appointments: { synchronise: true } },
    user: { timeZone: null },
  } as unknown as AccountTarget;
}

const serversOf = (...urls: readonly string[]): ReadonlySet<string> =>
  new Set([...wantedWatches(urls.map((url, index) => target(`a${index}`, url))).values()].map(({ server }) => server));

test('profiles that spell the address of one server differently share its places', () => {
  expect(
    serversOf(
      'https://mail.brenta.example/EWS/Exchange.asmx',
      'https://MAIL.brenta.example:443/ews/exchange.asmx',
      'https://mail.brenta.example/EWS/',
    ).size,
  ).toBe(1);
  expect(serversOf('https://mail.brenta.example/EWS/', 'https://mail.brenta.example:8443/EWS/').size).toBe(2);
});

test('addresses that are looked for count by their mail domain', () => {
  expect(serversOf('autodiscover:brenta.example', 'autodiscover:BRENTA.example').size).toBe(1);
  expect(serversOf('autodiscover:brenta.example', 'autodiscover:adige.example').size).toBe(2);
});
