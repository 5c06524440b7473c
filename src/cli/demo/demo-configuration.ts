import type { SampleUser } from '../../demo/sample-data/index.ts';
import { HOUSE } from '../../demo/sample-data/index.ts';
import { SERVICE_USER } from './demo-users.ts';

/** Who manages profiles, rules and people of the demo; has no mailbox of its own. */
export const DEMO_ADMINISTRATOR = {
  name: 'admin',
  displayName: 'Paola Marin',
  email: `paola.marin@${HOUSE.domain}`,
  timeZone: 'Europe/Rome',
  role: 'administrator',
} as const;

export const DEMO_PROFILE = 'sede';

/** The configuration file of the demo world, as `raccordo apply` takes it (JSON is YAML). */
export function demoConfiguration(ewsUrl: string, users: readonly SampleUser[]): string {
  return JSON.stringify({
    users: [DEMO_ADMINISTRATOR, ...users],
    profiles: [
      {
        name: DEMO_PROFILE,
        title: 'Exchange sede',
        serverUrl: ewsUrl,
        allowInsecureHttp: true,
        delegate: { user: SERVICE_USER.user, password: SERVICE_USER.password },
        interval: '5s',
        contacts: { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] },
        appointments: { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] },
      },
    ],
    accounts: users.map(({ name, email }) => ({ name, user: name, profile: DEMO_PROFILE, mailbox: email })),
  });
}
