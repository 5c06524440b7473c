import { stringify } from 'yaml';
import type { Rules, Wanted, WantedAccount, WantedProfile } from './settings-wanted.ts';
import { accountName, connected, reachable } from './settings-wanted.ts';

/** The settings as a person writes them into the file of `raccordo apply`. */
export function configurationFile({ people, profiles, accounts }: Wanted, serverUrl: string): string {
  return stringify({
    users: people.map(({ name, displayName, smtp, timeZone = 'Europe/Rome' }) => ({
      name,
      displayName,
      email: smtp,
      timeZone,
    })),
    profiles: profiles.map((profile) => profileDocument(reachable(profile, serverUrl))),
    accounts: accounts.map((account) => accountDocument(connected(account))),
  });
}

function profileDocument({ delegate, tls, intervalSeconds, contacts, appointments, ...same }: WantedProfile): object {
  return {
    ...same,
    ...(delegate ? { delegate: withoutNulls(delegate) } : {}),
    ...(tls === undefined ? {} : { tls: withoutNulls(tls) }),
    ...(intervalSeconds === undefined ? {} : { interval: `${intervalSeconds}s` }),
    ...(contacts === undefined ? {} : { contacts: rulesDocument(contacts) }),
    ...(appointments === undefined ? {} : { appointments: rulesDocument(appointments) }),
  };
}

function rulesDocument({ crmItems, exchangeItems, ...same }: Partial<Rules>): object {
  return {
    ...same,
    ...(crmItems === undefined ? {} : { crmItems: crmItems.kind === 'list' ? { list: crmItems.list } : crmItems.kind }),
    ...(exchangeItems === undefined
      ? {}
      : { exchangeItems: exchangeItems.kind === 'all' ? 'all' : { [exchangeItems.kind]: exchangeItems.category } }),
  };
}

function accountDocument(account: WantedAccount): object {
  const { person, profile, credentials, appointmentsFrom: from, ...same } = account;
  return {
    name: accountName(account),
    user: person.name,
    profile,
    ...same,
    ...(credentials ? { credentials: withoutNulls(credentials) } : {}),
    ...(from === undefined ? {} : { appointmentsFrom: appointmentsFrom(from) }),
  };
}

function appointmentsFrom(from: NonNullable<WantedAccount['appointmentsFrom']>): unknown {
  if (from.kind === 'all') return 'all';
  return from.kind === 'date' ? from.date : { lastMonths: from.months };
}

function withoutNulls(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
