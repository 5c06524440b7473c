import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { asUser } from '../crm/builtin/index.ts';
import type { Database } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Fields } from '../model/index.ts';
import type { Plan, PlanStepPage, Profile, Run, RunList } from './resources.ts';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

/** What an administrator chooses for the time after a restore of the CRM, on the whole product beside an Exchange. */

const MAILBOX = 'giulia@brenta.example';

interface Scene {
  readonly database: Database;
  readonly simulator: RunningSimulator;
  readonly world: ApiWorld;
  readonly giulia: SignedIn;
  readonly amelia: SignedIn;
  readonly contact: string;
}

let scene: Scene;
afterEach(async () => {
  await scene.world.close();
  await scene.simulator.close();
});

/** Somebody wrecked a contact, that has reached Exchange, and now the CRM is what it was before. */
async function wreckedAndRestored(): Promise<void> {
  const person = (user: string) => ({ user, password: 'x', domain: 'BRENTA', smtp: `${user}@brenta.example` });
  const simulator = await startSimulator({
    users: [
      { ...person('svc'), displayName: 'Svc', mayImpersonate: true },
      { ...person('giulia'), displayName: 'Giulia' },
    ],
  });
  const database = await openTestDatabase();
  const world = await openApiWorld({ database });
  const [giulia, amelia] = [await world.signIn('giulia'), await world.signIn('amelia', 'administrator')];
  await world.configure(
    JSON.stringify({
      profiles: [
        {
          name: 'sede',
          serverUrl: simulator.ewsUrl,
          allowInsecureHttp: true,
          delegate: { user: 'BRENTA\\svc', passwordEnv: 'EXCHANGE_PASSWORD' },
        },
      ],
      accounts: [{ name: 'giulia', user: 'giulia', profile: 'sede', mailbox: MAILBOX, firstRun: 'automatic' }],
    }),
  );
  const actor = asUser(giulia.person.id);
  const { contacts } = world.connector.parts.crm;
  const made = await contacts.create(actor, { fields: { displayName: 'Anna', jobTitle: 'Director' } });
  if (made.kind !== 'done') throw new Error(`the contact is ${made.kind}`);
  const { id, version } = made.record;
  scene = { database, simulator, world, giulia, amelia, contact: id };
  await synchronise();
  const restore = await backUp(database);
  await contacts.update(actor, { id, expectedVersion: version, changes: { jobTitle: 'Wrecked' } });
  await synchronise();
  expect(await titles()).toEqual(['Wrecked', 'Wrecked']);
  await restore();
}

/** What a restored backup of the schema `crm` does to records and to the list of changes. @returns plays it back */
async function backUp(database: Database): Promise<() => Promise<void>> {
  const records = await database.query<{ id: string; version: number; fields: Fields }>(
    'SELECT id, version, fields FROM crm.records',
  );
  const [feed] = await database.query<{ position: string }>('SELECT position::text AS position FROM crm.feed');
  return () =>
    database.transaction(async (tx) => {
      await tx.query('ALTER TABLE crm.records DISABLE TRIGGER USER');
      for (const { id, version, fields } of records)
        await tx.query('UPDATE crm.records SET version = $2, fields = $3::jsonb WHERE id = $1', [
          id,
          version,
          JSON.stringify(fields),
        ]);
      await tx.query('ALTER TABLE crm.records ENABLE TRIGGER USER');
      await tx.query('DELETE FROM crm.changes WHERE position > $1::bigint', [feed?.position]);
      await tx.query('UPDATE crm.feed SET position = $1::bigint', [feed?.position]);
    });
}

/** @returns the run of the contacts */
async function synchronise(approve: readonly string[] = []): Promise<Run> {
  const body = approve.length === 0 ? {} : { approve };
  const { json, status, text } = await scene.giulia.call('POST', '/api/accounts/giulia/runs', { body });
  if (status !== 202) throw new Error(text);
  const runs: Run[] = [];
  for (const { id } of (json as RunList).runs)
    runs.push((await scene.giulia.call('GET', `/api/runs/${id}?wait=20`)).json as Run);
  const run = runs.find(({ itemType }) => itemType === 'contacts');
  if (run === undefined) throw new Error('no run of the contacts');
  return run;
}

async function titles(): Promise<readonly unknown[]> {
  const { json } = await scene.giulia.call('GET', `/api/contacts/${scene.contact}`);
  const [item] = scene.simulator.mailbox(MAILBOX).items('contacts');
  return [json.fields.jobTitle, item?.fields['JobTitle']];
}

async function choose(afterCrmRestore: Profile['afterCrmRestore'], who = scene.amelia): Promise<number> {
  const headers = { 'if-match': '*' };
  return (await who.call('PATCH', '/api/profiles/sede', { body: { afterCrmRestore }, headers })).status;
}

async function planOf(run: Run): Promise<{ readonly plan: Plan; readonly codes: readonly string[] }> {
  const plan = (await scene.giulia.call('GET', `/api/runs/${run.planRunId}/plan`)).json as Plan;
  const { steps } = (await scene.giulia.call('GET', `/api/runs/${run.planRunId}/plan/steps`)).json as PlanStepPage;
  return { plan, codes: steps.map(({ code }) => code) };
}

describe('after a restore of the CRM', () => {
  test('Exchange counts, unless somebody says otherwise', async () => {
    await wreckedAndRestored();
    expect((await scene.amelia.call('GET', '/api/profiles/sede')).json).toMatchObject({ afterCrmRestore: 'exchange' });
    expect(await synchronise()).toMatchObject({ outcome: 'done' });
    expect(await titles()).toEqual(['Wrecked', 'Wrecked']);
  });

  test('an administrator is asked first, chooses the backup while the plan waits, and approves what he sees', async () => {
    await wreckedAndRestored();
    expect(await choose('crm', scene.giulia)).toBe(403);
    expect(await choose('ask')).toBe(200);
    const asked = await synchronise();
    expect(asked).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
    expect((await planOf(asked)).codes).toEqual(['record_older_undecided']);
    expect(await titles()).toEqual(['Director', 'Wrecked']);

    expect(await choose('crm')).toBe(200);
    const held = await synchronise([asked.planHash ?? '']);
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'crmRestored' } });
    expect(await planOf(held)).toMatchObject({
      plan: { counts: { updatedInExchange: 1, conflicts: 1 } },
      codes: ['record_reinstated'],
    });
    expect(await synchronise([held.planHash ?? ''])).toMatchObject({ outcome: 'done' });
    expect(await titles()).toEqual(['Director', 'Director']);
    const { conflicts } = (await scene.giulia.call('GET', '/api/conflicts')).json;
    expect(conflicts).toMatchObject([{ field: 'jobTitle', winner: 'crm', crm: 'Director', exchange: 'Wrecked' }]);
  });
});
