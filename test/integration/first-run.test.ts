import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Account, AuditPage, Run, RunList, Status } from '../../src/api/resources.ts';
import type { ApiWorld, SignedIn } from '../../src/api/testing/api-world.ts';
import { openApiWorld } from '../../src/api/testing/api-world.ts';
import { asUser } from '../../src/crm/builtin/index.ts';
import type { Fields } from '../../src/model/index.ts';
import { DELEGATE, GIULIA, MARIO } from '../support/configuration.ts';

let simulator: RunningSimulator;
let world: ApiWorld;
let mario: SignedIn;

const person = (givenName: string, more: Fields = {}): Fields => ({
  name: { givenName, surname: 'Rossi' },
  displayName: `${givenName} Rossi`,
  email1: { address: `${givenName.toLowerCase()}@example.org` },
  ...more,
});

beforeAll(async () => {
  simulator = await startSimulator();
  world = await openApiWorld();
  const { ewsUrl } = simulator;
  await world.configure(
    JSON.stringify({
      users: [
        { name: 'mario', email: MARIO.smtp },
        { name: 'giulia', email: GIULIA.smtp },
      ],
      profiles: [
        {
          name: 'sede',
          serverUrl: ewsUrl,
          allowInsecureHttp: true,
          delegate: DELEGATE,
          contacts: { exchangeCategories: ['CRM'] },
        },
      ],
    }),
  );
  mario = await world.signIn('mario');
  const { crm } = world.connector.parts;
  const own = asUser(mario.person.id);
  for (const fields of [person('Carla', { jobTitle: 'Sales' }), person('Anna'), person('Elena')])
    await crm.contacts.create(own, { fields });
  const mailbox = simulator.mailbox(MARIO.smtp);
  const put = (name: string, address: string, displayName: string) =>
    mailbox.addXml(
      'contacts',
      `<t:Contact><t:DisplayName>${displayName}</t:DisplayName><t:GivenName>${name}</t:GivenName><t:EmailAddresses><t:Entry Key="EmailAddress1">${address}</t:Entry></t:EmailAddresses><t:Surname>Rossi</t:Surname></t:Contact>`,
    );
  put('Carla', 'carla@example.org', 'Rossi, Carla');
  put('Bruno', 'bruno@example.org', 'Bruno Rossi');
  put('Elena', 'elena@example.org', 'Elena Rossi');
  put('Elena', 'elena@example.org', 'Elena Rossi');
  const time = { kind: 'timed', start: '2030-01-08T09:00:00Z', end: '2030-01-08T10:00:00Z', zone: null };
  await crm.appointments.create(own, { fields: { subject: 'Review', time } });
});

afterAll(async () => {
  await world.close();
  await simulator.close();
});

const contactsIn = (kind: 'crm' | 'exchange') =>
  kind === 'crm'
    ? mario.call('GET', '/api/contacts').then(({ json }) => (json as { total: number }).total)
    : Promise.resolve(simulator.mailbox(MARIO.smtp).items('contacts').length);

async function runs(body: object): Promise<readonly Run[]> {
  const { status, json, text } = await mario.call('POST', '/api/accounts/mario-sede/runs', { body });
  if (status !== 202) throw new Error(`${status} ${text}`);
  const finished: Run[] = [];
  for (const { id } of (json as RunList).runs) finished.push((await mario.call('GET', `/api/runs/${id}?wait=20`)).json);
  return finished;
}

const firstRunState = async (): Promise<string | undefined> =>
  ((await mario.call('GET', '/api/status')).json as Status).accounts[0]?.firstRun;

describe.sequential('an account that its user makes on the page', () => {
  test('waits for the approval of its first run', async () => {
    const body = { profile: 'sede', mailbox: MARIO.smtp };
    const { status, json, text } = await mario.call('POST', '/api/accounts', { body });
    expect(status, text).toBe(201);
    const account = json as Account;
    expect(account).toMatchObject({ name: 'mario-sede', firstRun: 'approve', claim: { state: 'granted' } });
    expect(await firstRunState()).toBe('awaitingApproval');
  });

  test('a dry run tells everything that a person needs to decide', async () => {
    const [contacts, appointments] = await runs({ dryRun: true });
    expect(contacts).toMatchObject({
      outcome: 'held',
      brake: { kind: 'firstRun', reason: { row: 'B5', params: { links: 1, inExchange: 1, inCrm: 1, review: 3 } } },
      counts: { linked: 1, createdInExchange: 1, createdInCrm: 1, review: 3, deletedInCrm: 0, deletedInExchange: 0 },
      stepsLeftOut: 0,
    });
    const steps = contacts?.steps.map(({ kind, state, label, counterpart }) => [kind, state, label, counterpart]);
    expect(steps).toHaveLength(6);
    expect(steps).toEqual(
      expect.arrayContaining([
        ['link', null, 'Carla Rossi', 'Rossi, Carla'],
        ['createInExchange', null, 'Anna Rossi', null],
        ['createInCrm', null, 'Bruno Rossi', null],
        ['hold', 'review', 'Elena Rossi', null],
      ]),
    );
    expect(appointments).toMatchObject({ outcome: 'held', counts: { createdInExchange: 1 } });
    expect(appointments?.steps).toMatchObject([{ label: 'Review', startsAt: '2030-01-08T09:00:00Z' }]);
    expect(await contactsIn('crm')).toBe(3);
    expect(await contactsIn('exchange')).toBe(4);
  });

  test('a run without an approval writes nothing, and neither does one with the approval of another plan', async () => {
    for (const approve of [null, 'another plan', []])
      for (const run of await runs({ approve }))
        expect(run).toMatchObject({ outcome: 'held', problem: { code: 'brake_first_run' } });
    expect(await contactsIn('crm')).toBe(3);
    expect(await contactsIn('exchange')).toBe(4);
    expect(await firstRunState()).toBe('awaitingApproval');
  });

  test('the approval of both plans carries both out, and the record says who gave it', async () => {
    const hashes = (await runs({ dryRun: true })).map(({ planHash }) => planHash);
    const [contacts, appointments] = await runs({ approve: hashes });
    expect(contacts).toMatchObject({ outcome: 'done', counts: { linked: 1, createdInExchange: 1, createdInCrm: 1 } });
    expect(appointments).toMatchObject({ outcome: 'done', counts: { createdInExchange: 1 } });
    expect(await contactsIn('crm')).toBe(4);
    expect(await contactsIn('exchange')).toBe(5);
    expect(await firstRunState()).toBe('done');

    const { entries } = (await world.call('GET', '/api/audit?limit=50')).json as AuditPage;
    const approvals = entries.filter(({ action }) => action === 'plan_approved');
    expect(approvals).toHaveLength(2);
    for (const [index, itemType] of ['appointments', 'contacts'].entries())
      expect(approvals[index]).toMatchObject({
        actor: 'mario',
        object: { kind: 'account', name: 'mario-sede' },
        details: { itemType, brake: 'firstRun', planHash: hashes[itemType === 'contacts' ? 0 : 1] },
      });
  });

  test('from then on it goes by itself', async () => {
    await world.connector.parts.crm.contacts.create(asUser(mario.person.id), { fields: person('Fabio') });
    const [contacts] = await runs({});
    expect(contacts).toMatchObject({ outcome: 'done', brake: null, counts: { createdInExchange: 1 } });
  });
});
