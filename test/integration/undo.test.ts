import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { MailboxContacts, Plan, PlanStepPage, Run, RunList } from '../../src/api/resources.ts';
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
  await world.configure(
    JSON.stringify({
      users: [
        { name: 'mario', email: MARIO.smtp },
        { name: 'giulia', email: GIULIA.smtp },
      ],
      profiles: [
        {
          name: 'sede',
          serverUrl: simulator.ewsUrl,
          allowInsecureHttp: true,
          delegate: DELEGATE,
          contacts: { exchangeCategories: ['CRM'], deleteCrmToExchange: true, exchangeDeleteMode: 'permanent' },
          appointments: { synchronise: false },
        },
      ],
      accounts: [{ name: 'mario-sede', user: 'mario', profile: 'sede', mailbox: MARIO.smtp }],
    }),
  );
  mario = await world.signIn('mario');
});

afterAll(async () => {
  await world.close();
  await simulator.close();
});

async function finish(list: { readonly status: number; readonly json: unknown; readonly text: string }): Promise<Run> {
  if (list.status !== 202) throw new Error(`${list.status} ${list.text}`);
  const [run] = (list.json as RunList).runs;
  return (await mario.call('GET', `/api/runs/${run?.id}?wait=20`)).json as Run;
}

const synchronise = (): Promise<Run> => mario.call('POST', '/api/accounts/mario-sede/runs', { body: {} }).then(finish);
const undo = (runId: string): Promise<Run> => mario.call('POST', `/api/runs/${runId}/undo`).then(finish);
const apply = (runId: string): Promise<Run> => mario.call('POST', `/api/runs/${runId}/plan/apply`).then(finish);
const inExchange = () => simulator.mailbox(MARIO.smtp).items('contacts');

describe('a run is taken back over HTTP', () => {
  let first: Run;
  let undone: Run;
  const ids = new Map<string, string>();
  const idOf = (name: string): string => ids.get(name) ?? '';

  test('what the first run made is planned away, shown, and taken away', async () => {
    const own = asUser(mario.person.id);
    const { crm } = world.connector.parts;
    for (const [name, more] of [
      ['Ada', { jobTitle: 'Clerk' }],
      ['Bea', {}],
    ] as const) {
      const made = await crm.contacts.create(own, { fields: person(name, more) });
      if (made.kind === 'done') ids.set(name, made.record.id);
    }
    first = await synchronise();
    expect(first).toMatchObject({ outcome: 'done', counts: { createdInExchange: 2 } });
    expect(inExchange()).toHaveLength(2);

    const planned = await undo(first.id);
    expect(planned).toMatchObject({ kind: 'undo', undoOf: first.id, dryRun: true, outcome: 'done' });
    expect(inExchange()).toHaveLength(2);
    const plan = (await mario.call('GET', `/api/runs/${planned.id}/plan`)).json as Plan;
    expect(plan).toMatchObject({ kind: 'undo', undoOf: first.id, state: 'open', steps: 2, mails: 0 });
    const page = (await mario.call('GET', `/api/runs/${planned.id}/plan/steps`)).json as PlanStepPage;
    expect(page.steps.map(({ kind, row, code }) => [kind, row, code])).toEqual([
      ['deleteInExchange', 'X1', 'undo_created'],
      ['deleteInExchange', 'X1', 'undo_created'],
    ]);
    expect(page.steps.map(({ label }) => label).sort()).toEqual(['Ada Rossi', 'Bea Rossi']);

    undone = await apply(planned.id);
    expect(undone).toMatchObject({ kind: 'undo', outcome: 'done', counts: { deletedInExchange: 2 }, itemErrors: [] });
    expect(inExchange()).toHaveLength(0);
    expect(simulator.mailbox(MARIO.smtp).items('deleteditems')).toHaveLength(2);
    const contacts = (await mario.call('GET', '/api/contacts')).json as { readonly total: number };
    expect(contacts.total).toBe(2);
  });

  test('the next run writes nothing', async () => {
    expect((await synchronise()).counts).toMatchObject({ createdInExchange: 0, deletedInCrm: 0 });
    expect(inExchange()).toHaveLength(0);
  });

  test('a second undo of the same run is refused, and so is one of a run that wrote nothing', async () => {
    expect(await mario.call('POST', `/api/runs/${first.id}/undo`)).toMatchObject({
      status: 409,
      json: { code: 'run_undone' },
    });
    const idle = await synchronise();
    expect(await mario.call('POST', `/api/runs/${idle.id}/undo`)).toMatchObject({
      status: 409,
      json: { code: 'run_changed_nothing' },
    });
  });

  test('the undo itself is taken back: the items are there again and in step', async () => {
    const redone = await apply((await undo(undone.id)).id);
    expect(redone).toMatchObject({ outcome: 'done', counts: { createdInExchange: 2 } });
    expect(inExchange()).toHaveLength(2);
    expect((await synchronise()).counts).toMatchObject({ createdInExchange: 0, createdInCrm: 0, updatedInExchange: 0 });
    expect(inExchange()).toHaveLength(2);
  });

  test('changed and deleted items get back what they were, without a mail to anybody', async () => {
    const own = asUser(mario.person.id);
    const { contacts } = world.connector.parts.crm;
    await contacts.update(own, { id: idOf('Ada'), expectedVersion: null, changes: { jobTitle: 'Director' } });
    await contacts.delete(own, { id: idOf('Bea'), expectedVersion: null });
    const run = await synchronise();
    expect(run).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 1, deletedInExchange: 1 } });
    expect(inExchange()).toHaveLength(1);
    const back = await apply((await undo(run.id)).id);
    expect(back).toMatchObject({ outcome: 'done', counts: { updatedInExchange: 1, createdInExchange: 1 } });
    const browsed = (await mario.call('GET', '/api/accounts/mario-sede/mailbox/contacts')).json as MailboxContacts;
    expect(browsed.items.map(({ fields }) => [fields.displayName, fields.jobTitle]).sort()).toEqual([
      ['Ada Rossi', 'Clerk'],
      ['Bea Rossi', null],
    ]);
    expect(simulator.outbox.all()).toEqual([]);
    await synchronise();
    expect(inExchange()).toHaveLength(2);
    expect(((await mario.call('GET', '/api/contacts')).json as { readonly total: number }).total).toBe(1);
  });

  test('nobody else’s run is there to be taken back', async () => {
    const giulia = await world.signIn('giulia');
    expect(await giulia.call('POST', `/api/runs/${first.id}/undo`)).toMatchObject({
      status: 404,
      json: { code: 'run_unknown' },
    });
  });
});
