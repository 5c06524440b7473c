import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

/** What the synchronisation remembers of a record is no way to see what became of it since one may not see it. */

let world: ApiWorld;
let exchange: RunningSimulator;
let giulia: SignedIn;
let paolo: SignedIn;
let amelia: SignedIn;

beforeAll(async () => {
  const person = (user: string) => ({ user, password: 'x', domain: 'BRENTA', smtp: `${user}@brenta.example` });
  exchange = await startSimulator({
    users: [
      { ...person('svc'), displayName: 'Svc', mayImpersonate: true },
      { ...person('giulia'), displayName: 'Giulia' },
    ],
  });
  world = await openApiWorld();
  giulia = await world.signIn('giulia');
  paolo = await world.signIn('paolo');
  amelia = await world.signIn('amelia', 'administrator');
  await world.configure(`
profiles:
  - name: brenta
    serverUrl: ${exchange.ewsUrl}
    allowInsecureHttp: true
    delegate: { user: 'BRENTA\\svc', passwordEnv: EXCHANGE_PASSWORD }
    contacts: { crmItems: ownAndShared }
accounts:
  - { name: giulia, user: giulia, profile: brenta, mailbox: giulia@brenta.example, firstRun: automatic }
`);
});
afterAll(async () => {
  await world.close();
  await exchange.close();
});

async function synchronise(): Promise<void> {
  const { json } = await giulia.call('POST', '/api/accounts/giulia/runs', { body: {} });
  for (const { id } of json.runs) await giulia.call('GET', `/api/runs/${id}?wait=20`);
}

const change = ({ id }: { readonly id: string }, kind: string, body: object) =>
  paolo.call('PATCH', `/api/${kind}/${id}`, { body, headers: { 'if-match': '*' } });

describe('a record of a colleague that a user may not see any more', () => {
  test('has in the journal the name that it had', async () => {
    const time = { kind: 'allDay', startDate: '2027-03-02', endDate: '2027-03-03' };
    const body = { fields: { subject: 'Colloquio', time }, participantIds: [giulia.person.id] };
    const { json: record } = await paolo.call('POST', '/api/appointments', { body });
    await synchronise();
    const told = async ({ call }: SignedIn) => (await call('GET', '/api/accounts/giulia/journal')).text;
    expect(await told(giulia)).toContain('Colloquio');
    await change(record, 'appointments', { participantIds: [], fields: { subject: 'Licenziamento' } });
    expect(await told(giulia)).toContain('Colloquio');
    expect(await told(giulia)).not.toContain('Licenziamento');
    expect(await told(amelia)).not.toContain('Licenziamento');
  });

  test('has no content in the questions that it left open', async () => {
    exchange.mailbox('giulia@brenta.example').add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi' });
    const fields = { name: { givenName: 'Anna', surname: 'Verdi' }, companyName: 'Verdi Impianti' };
    const { json: record } = await paolo.call('POST', '/api/contacts', { body: { shared: true, fields } });
    await synchronise();
    const review = async () => (await giulia.call('GET', '/api/accounts/giulia/review')).json;
    expect((await review()).questions).toMatchObject([{ side: 'crm', contact: { companyName: 'Verdi Impianti' } }]);
    await change(record, 'contacts', { shared: false, fields: { notes: 'In causa con noi' } });
    expect((await review()).questions).toMatchObject([{ side: 'crm', itemId: record.id, contact: null }]);
  });
});
