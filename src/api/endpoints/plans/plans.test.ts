import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import { asUser } from '../../../crm/builtin/index.ts';
import type { AuditPage, Plan, PlanStep, PlanStepPage, Run, RunList } from '../../resources.ts';
import type { Answer, ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

const MAILBOX = 'giulia@brenta.example';

let simulator: RunningSimulator;
let world: ApiWorld;
let giulia: SignedIn;

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
  await world.signIn('paolo');
  await world.configure(
    JSON.stringify({
      profiles: [
        {
          name: 'brenta',
          serverUrl: simulator.ewsUrl,
          allowInsecureHttp: true,
          delegate: { user: 'BRENTA\\svc', passwordEnv: 'EXCHANGE_PASSWORD' },
        },
      ],
      accounts: [{ name: 'giulia-brenta', user: 'giulia', profile: 'brenta', mailbox: MAILBOX, firstRun: 'approve' }],
    }),
  );
});
afterAll(async () => {
  await world.close();
  await simulator.close();
});

const add = async (...names: readonly string[]): Promise<void> => {
  for (const displayName of names)
    await world.connector.parts.crm.contacts.create(asUser(giulia.person.id), { fields: { displayName, notes: 'x' } });
};
const itemsInMailbox = (): number => simulator.mailbox(MAILBOX).items('contacts').length;

async function finished(answer: Answer): Promise<readonly Run[]> {
  if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
  const runs: Run[] = [];
  for (const { id } of (answer.json as RunList).runs)
    runs.push((await giulia.call('GET', `/api/runs/${id}?wait=20`)).json as Run);
  return runs;
}

async function preview(): Promise<Run> {
  const [contacts] = await finished(
    await giulia.call('POST', '/api/accounts/giulia-brenta/runs', { body: { dryRun: true } }),
  );
  if (contacts === undefined || contacts.outcome === 'failed') throw new Error(JSON.stringify(contacts?.problem));
  return contacts;
}

const apply = (run: Run): Promise<Answer> => giulia.call('POST', `/api/runs/${run.id}/plan/apply`);
const planOf = async (run: Run): Promise<Plan> => (await giulia.call('GET', `/api/runs/${run.id}/plan`)).json as Plan;
const page = async (run: Run, query = ''): Promise<PlanStepPage> =>
  (await giulia.call('GET', `/api/runs/${run.id}/plan/steps?${query}`)).json as PlanStepPage;

describe.sequential('the plan of a run', () => {
  let first: Run;

  test('is a document: numbers, brake, groups, and nobody who gets a mail', async () => {
    await add('Anna', 'Bruno', 'Carla', 'Dario', 'Elena');
    first = await preview();
    expect(first).toMatchObject({ kind: 'sync', undoOf: null, appliesPlan: null, planRunId: first.id });
    const plan = await planOf(first);
    expect(plan).toMatchObject({
      runId: first.id,
      account: 'giulia-brenta',
      itemType: 'contacts',
      kind: 'sync',
      undoOf: null,
      hash: first.planHash,
      state: 'open',
      appliedBy: null,
      counts: { createdInExchange: 5 },
      brake: { kind: 'firstRun', reason: { row: 'B5' } },
      steps: 5,
      groups: { createInExchange: 5 },
      mails: 0,
    });
  });

  test('is read page by page, each step with what its fields hold and would hold', async () => {
    const steps: PlanStep[] = [];
    let cursor: string | null = null;
    do {
      const read: PlanStepPage = await page(first, `limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      steps.push(...read.steps);
      ({ cursor } = read);
    } while (cursor !== null);
    expect(steps.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4]);
    const names = steps.map(({ label }) => label);
    expect(names.toSorted()).toEqual(['Anna', 'Bruno', 'Carla', 'Dario', 'Elena']);
    const change = { side: 'exchange', field: 'displayName', before: null, after: steps[0]?.label };
    expect(steps[0]?.changes).toContainEqual(change);
    expect((await page(first, 'kind=deleteInCrm')).steps).toEqual([]);
    expect((await page(first, 'kind=createInExchange')).steps).toHaveLength(5);
  });

  test('is there for its owner and administrators only', async () => {
    const paolo = await world.signIn('paolo');
    const amelia = await world.signIn('amelia', 'administrator');
    for (const [method, path] of [
      ['GET', 'plan'],
      ['GET', 'plan/steps'],
      ['POST', 'plan/apply'],
    ] as const)
      expect((await paolo.call(method, `/api/runs/${first.id}/${path}`)).json.code).toBe('run_unknown');
    expect((await amelia.call('GET', `/api/runs/${first.id}/plan`)).status).toBe(200);
  });

  test('of the first run is carried out as it was shown; the record says who approved it; nobody gets a mail', async () => {
    const [run] = await finished(await apply(first));
    expect(run).toMatchObject({
      itemType: 'contacts',
      outcome: 'done',
      appliesPlan: first.id,
      planRunId: first.id,
      counts: { createdInExchange: 5 },
      itemErrors: [],
    });
    expect(itemsInMailbox()).toBe(5);
    expect(await planOf(first)).toMatchObject({ state: 'applied', appliedBy: run?.id });
    expect(simulator.outbox.all()).toEqual([]);
    const { entries } = (await world.call('GET', '/api/audit')).json as AuditPage;
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: 'giulia',
        action: 'plan_approved',
        details: expect.objectContaining({ plan: first.id, planHash: first.planHash, itemType: 'contacts' }),
      }),
    );
  });

  test('is carried out once', async () => {
    const again = await apply(first);
    expect([again.status, again.json.code]).toEqual([409, 'plan_applied']);
  });

  test('that does not fit any more is not carried out at all, and the run has the plan of now', async () => {
    await add('Fabio');
    const stale = await preview();
    await add('Gino', 'Hilde');
    const [run] = await finished(await apply(stale));
    expect(run).toMatchObject({
      outcome: 'held',
      problem: { code: 'plan_outdated', details: { added: 2, missing: 0, planRunId: stale.id } },
    });
    expect(itemsInMailbox()).toBe(5);
    const refused = await apply(stale);
    expect([refused.status, refused.json.code]).toEqual([409, 'plan_outdated']);
    expect(await planOf(run as Run)).toMatchObject({ runId: run?.id, state: 'open', steps: 3 });
    expect((await finished(await apply(run as Run)))[0]).toMatchObject({ outcome: 'done' });
    expect(itemsInMailbox()).toBe(8);
  });

  test('is none where a run was carried out at once', async () => {
    await add('Ivo');
    const [run] = await finished(await giulia.call('POST', '/api/accounts/giulia-brenta/runs', { body: {} }));
    expect(run).toMatchObject({ outcome: 'done', planRunId: null });
    const { status, json } = await giulia.call('GET', `/api/runs/${run?.id}/plan`);
    expect([status, json.code]).toEqual([409, 'plan_unknown']);
  });

  test('is found again when the process that made it is gone', async () => {
    const run = await preview();
    const past = await world.connector.parts.reports.findRun(run.id);
    expect(past).toMatchObject({ planRunId: run.id, kind: 'sync' });
  });
});
