import type { SampleUser } from '../../demo/sample-data/index.ts';
import { SERVICE_USER } from './demo-users.ts';

/** The configuration file of the demo world, as `raccordo apply` takes it (JSON is YAML). */
export function demoConfiguration(ewsUrl: string, users: readonly SampleUser[]): string {
  return JSON.stringify({
    users,
    profiles: [
      {
        name: 'sede',
        title: 'Exchange sede',
        serverUrl: ewsUrl,
        allowInsecureHttp: true,
        delegate: { user: SERVICE_USER.user, password: SERVICE_USER.password },
        interval: '5s',
        contacts: { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] },
        appointments: { deleteCrmToExchange: true, deleteExchangeToCrm: true, exchangeCategories: ['CRM'] },
      },
    ],
    accounts: users.map(({ name, email }) => ({ name, user: name, profile: 'sede', mailbox: email })),
  });
}
