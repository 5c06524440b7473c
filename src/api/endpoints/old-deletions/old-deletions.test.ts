import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { asUser } from '../../../crm/builtin/index.ts';
import type { AuditPage, OldDeletions, Plan, PlanStepPage, Run, RunList } from '../../resources.ts';
import type { Answer, ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

const MAILBOX = 'giulia@brenta.example';
const ACCOUNT = '/api/accounts/giulia-brenta';

let simulator: RunningSimulator;
let world: ApiWorld;
let giulia: SignedIn;

/** @param rules of the contacts: whether deletions travel */
function configure(rules: {
  readonly deleteCrmToExchange: boolean;
  readonly deleteExchangeToCrm: boolean;
}): Promise<void> {
  return world.configure(
    JSON.stringify({
      profiles: [
        {
          name: 'brenta',
          serverUrl: simulator.ewsUrl,
          allowInsecureHttp: true,
          delegate: { user: 'BRENTA\\svc', passwordEnv: 'EXCHANGE_PASSWORD' },
          contacts: rules,
          appointments: { synchronise: false },
        },
      ],
      accounts: [{ name: 'giulia-brenta', user: 'giulia', profile: 'brenta', mailbox: MAILBOX, firstRun: 'automatic' }],
    }),
  );
}

beforeAll(async () => {
  const person = (user: string) => ({ user, password: 'x', domain: 'BRENTA', smtp: `${user}@brenta.example` });
  simulator = await startSimulator({
    users: [
      { ...person('svc'), displayName: 'Svc', mayImpersonate: true },
      { ...person('giulia'), displayName: 'Giulia' },
    ],
  });
  world = await openApiWorld();
  giulia = await world.signIn('giulia');
  await configure({ deleteCrmToExchange: false, deleteExchangeToCrm: false });
});
afterAll(async () => {
  await world.close();
  await simulator.close();
});

const ids = new Map<string, string>();
const contacts = () => world.connector.parts.crm.contacts;

async function add(displayName: string): Promise<string> {
  const made = await contacts().create(asUser(giulia.person.id), { fields: { displayName } });
  if (made.kind !== 'done') throw new Error(made.kind);
  return made.record.id;
}

async function erase(displayName: string): Promise<void> {
  const item = { id: ids.get(displayName) ?? '', expectedVersion: null };
  expect((await contacts().delete(asUser(giulia.person.id), item)).kind).toBe('done');
}

const namesInMailbox = (): readonly string[] =>
  simulator
    .mailbox(MAILBOX)
    .items('contacts')
    .map(({ fields }) => String(fields['DisplayName']))
    .toSorted();

async function finished(answer: Answer): Promise<readonly Run[]> {
  if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
  const runs: Run[] = [];
  for (const { id } of (answer.json as RunList).runs)
    runs.push((await giulia.call('GET', `/api/runs/${id}?wait=20`)).json as Run);
  return runs;
}

const synchronise = async (): Promise<void> => {
  const [run] = await finished(await giulia.call('POST', `${ACCOUNT}/runs`, { body: {} }));
  expect(run).toMatchObject({ outcome: 'done' });
};
const offered = async (): Promise<OldDeletions['oldDeletions']> =>
  ((await giulia.call('GET', `${ACCOUNT}/old-deletions`)).json as OldDeletions).oldDeletions;
const plan = (): Promise<Answer> => giulia.call('POST', `${ACCOUNT}/old-deletions/plan`, { body: {} });

describe.sequential('old deletions', () => {
  test('are none while no rule carries deletions over', async () => {
    for (const displayName of ['Anna', 'Bruno', 'Carla', 'Dario']) ids.set(displayName, await add(displayName));
    await synchronise();
    expect(namesInMailbox()).toEqual(['Anna', 'Bruno', 'Carla', 'Dario']);
    for (const name of ['Anna', 'Bruno', 'Carla']) await erase(name);
    await synchronise();
    expect(namesInMailbox()).toEqual(['Anna', 'Bruno', 'Carla', 'Dario']);
    expect(await offered()).toEqual([{ itemType: 'contacts', inExchange: 0, inCrm: 0 }]);
    const refused = await plan();
    expect([refused.status, refused.json.code]).toEqual([409, 'no_old_deletions']);
  });

  test('are counted once the rule is on, and no run carries them out', async () => {
    await configure({ deleteCrmToExchange: true, deleteExchangeToCrm: false });
    await synchronise();
    expect(await offered()).toEqual([{ itemType: 'contacts', inExchange: 3, inCrm: 0 }]);
    expect(namesInMailbox()).toHaveLength(4);
  });

  test('are there for the owner of the account and administrators only', async () => {
    const paolo = await world.signIn('paolo');
    const amelia = await world.signIn('amelia', 'administrator');
    for (const [method, path, body] of [
      ['GET', 'old-deletions', undefined],
      ['POST', 'old-deletions/plan', {}],
      ['POST', 'old-deletions/leave', {}],
    ] as const)
      expect((await paolo.call(method, `${ACCOUNT}/${path}`, body === undefined ? {} : { body })).json.code).toBe(
        'account_unknown',
      );
    expect((await amelia.call('GET', `${ACCOUNT}/old-deletions`)).status).toBe(200);
  });

  test('are planned as a document, carried out as approved, and taken back', async () => {
    const [planned] = await finished(await plan());
    expect(planned).toMatchObject({
      kind: 'oldDeletions',
      dryRun: true,
      outcome: 'done',
      counts: { deletedInExchange: 3 },
    });
    const document = (await giulia.call('GET', `/api/runs/${planned?.id}/plan`)).json as Plan;
    expect(document).toMatchObject({ kind: 'oldDeletions', state: 'open', groups: { deleteInExchange: 3 }, mails: 0 });
    const { steps } = (await giulia.call('GET', `/api/runs/${planned?.id}/plan/steps`)).json as PlanStepPage;
    expect(steps.map(({ row, code }) => `${row} ${code}`)).toEqual(Array(3).fill('D1 old_deletion'));
    expect(namesInMailbox()).toHaveLength(4);

    const [run] = await finished(await giulia.call('POST', `/api/runs/${planned?.id}/plan/apply`));
    expect(run).toMatchObject({ kind: 'oldDeletions', outcome: 'done', counts: { deletedInExchange: 3 } });
    expect(namesInMailbox()).toEqual(['Dario']);
    expect(await offered()).toMatchObject([{ inExchange: 0 }]);

    const [undo] = await finished(await giulia.call('POST', `/api/runs/${run?.id}/undo`));
    await finished(await giulia.call('POST', `/api/runs/${undo?.id}/plan/apply`));
    expect(namesInMailbox()).toEqual(['Anna', 'Bruno', 'Carla', 'Dario']);
    await synchronise();
    expect(namesInMailbox()).toHaveLength(4);
    expect(await offered()).toMatchObject([{ inExchange: 0 }]);
  });

  test('stay for good when somebody says so, and the record tells who', async () => {
    await configure({ deleteCrmToExchange: false, deleteExchangeToCrm: false });
    await erase('Dario');
    await synchronise();
    await configure({ deleteCrmToExchange: true, deleteExchangeToCrm: true });
    expect(await offered()).toMatchObject([{ inExchange: 1 }]);
    const none = await giulia.call('POST', `${ACCOUNT}/old-deletions/leave`, { body: { itemType: 'appointments' } });
    expect(none.json).toEqual({ left: 0 });
    const { status, json } = await giulia.call('POST', `${ACCOUNT}/old-deletions/leave`, { body: {} });
    expect([status, json]).toEqual([200, { left: 1 }]);
    expect(await offered()).toMatchObject([{ inExchange: 0 }]);
    await synchronise();
    expect(namesInMailbox()).toContain('Dario');
    const { entries } = (await world.call('GET', '/api/audit')).json as AuditPage;
    const decided = { actor: 'giulia', action: 'old_deletions_left', details: { itemType: 'contacts', items: 1 } };
    expect(entries).toContainEqual(expect.objectContaining(decided));
  });
});
