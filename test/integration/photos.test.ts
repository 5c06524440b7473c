import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { ConflictPage, ContactPage, ContactRecord, Run, RunList } from '../../src/api/resources.ts';
import type { ApiWorld, SignedIn } from '../../src/api/testing/api-world.ts';
import { openApiWorld } from '../../src/api/testing/api-world.ts';
import { DELEGATE, MARIO } from '../support/configuration.ts';

let simulator: RunningSimulator;
let world: ApiWorld;
let mario: SignedIn;

async function open(keepsAllPhotos: boolean): Promise<void> {
  simulator = await startSimulator({ keepsAllPhotos });
  world = await openApiWorld({ tuning: { waitOutSeconds: 0 } });
  await decideBy('crm');
  mario = await world.signIn('mario');
}

async function close(): Promise<void> {
  await world.close();
  await simulator.close();
}

function decideBy(conflictStrategy: 'crm' | 'exchange'): Promise<unknown> {
  return world.configure(
    JSON.stringify({
      users: [{ name: 'mario', email: MARIO.smtp }],
      profiles: [
        {
          name: 'sede',
          serverUrl: simulator.ewsUrl,
          allowInsecureHttp: true,
          delegate: DELEGATE,
          asItHappens: false,
          contacts: { exchangeCategories: ['CRM'], conflictStrategy },
          appointments: { synchronise: false },
        },
      ],
      accounts: [{ name: 'mario-sede', user: 'mario', profile: 'sede', mailbox: MARIO.smtp }],
    }),
  );
}

/** A picture of its own for each number, as far as its beginning tells. */
const picture = (number: number): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5_000, number)]);

type Started = Awaited<ReturnType<SignedIn['call']>>;

async function ended(list: Started): Promise<Run> {
  if (list.status !== 202) throw new Error(`${list.status} ${list.text}`);
  const [run] = (list.json as RunList).runs;
  return (await mario.call('GET', `/api/runs/${run?.id}?wait=20`)).json as Run;
}

async function finished(list: Started): Promise<Run> {
  const end = await ended(list);
  if (end.outcome !== 'done') throw new Error(`${end.outcome} ${end.problem?.code}`);
  return end;
}

const startRun = (): Promise<Started> => mario.call('POST', '/api/accounts/mario-sede/runs', { body: {} });
const synchronise = (): Promise<Run> => startRun().then(finished);
const mailbox = () => simulator.mailbox(MARIO.smtp);

async function contact(displayName: string): Promise<ContactRecord> {
  const { records } = (await mario.call('GET', `/api/contacts?search=${displayName}`)).json as ContactPage;
  const [record] = records;
  if (record === undefined || records.length > 1) throw new Error(`${records.length} of ${displayName}`);
  return record;
}

function itemId(displayName: string): string {
  const item = mailbox()
    .items('contacts')
    .find(({ label }) => label === displayName);
  if (item === undefined) throw new Error(`no ${displayName} in the mailbox`);
  return item.id;
}

async function inCrm(displayName: string): Promise<Buffer | null> {
  const { id } = await contact(displayName);
  const response = await fetch(`${world.server.url}/api/contacts/${id}/photo`, { headers: { cookie: mario.cookie } });
  return response.status === 404 ? null : Buffer.from(await response.arrayBuffer());
}

const inExchange = (displayName: string): Buffer | null => mailbox().photo(itemId(displayName)) ?? null;

async function setInCrm(displayName: string, photo: Buffer | null): Promise<void> {
  const { id } = await contact(displayName);
  const response = await fetch(`${world.server.url}/api/contacts/${id}/photo`, {
    method: photo === null ? 'DELETE' : 'PUT',
    headers: {
      cookie: mario.cookie,
      'x-csrf-token': mario.csrfToken,
      'if-match': '*',
      ...(photo === null ? {} : { 'content-type': 'image/png' }),
    },
    ...(photo === null ? {} : { body: new Uint8Array(photo) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

async function expectOnBoth(displayName: string, photo: Buffer | null): Promise<void> {
  expect(
    [await inCrm(displayName), inExchange(displayName)].map((one) => one?.equals(photo ?? Buffer.alloc(0)) ?? null),
  ).toEqual(photo === null ? [null, null] : [true, true]);
}

describe.each([
  ['the last photo', false],
  ['each photo', true],
])('a photo, where the server keeps %s of a contact,', (_what, keepsAllPhotos) => {
  beforeAll(() => open(keepsAllPhotos));
  afterAll(close);

  test('travels with a new contact, either way', async () => {
    const made = await mario.call('POST', '/api/contacts', {
      body: { fields: { name: { givenName: 'Anna', surname: 'Rossi' }, displayName: 'Anna Rossi' } },
    });
    expect(made.status).toBe(201);
    await setInCrm('Anna Rossi', picture(1));
    const bruno = mailbox().add('contacts', 'Contact', {
      GivenName: 'Bruno',
      Surname: 'Neri',
      DisplayName: 'Bruno Neri',
    });
    mailbox().changePhoto(bruno.id, picture(2));
    expect((await synchronise()).counts).toMatchObject({ createdInExchange: 1, createdInCrm: 1 });
    await expectOnBoth('Anna Rossi', picture(1));
    await expectOnBoth('Bruno Neri', picture(2));
  });

  test('is at rest then: nothing is written, and no picture is fetched', async () => {
    await synchronise();
    const since = simulator.requests.all().length;
    mailbox().change(itemId('Bruno Neri'), { JobTitle: 'CTO' });
    expect((await synchronise()).counts).toMatchObject({ updatedInCrm: 1, updatedInExchange: 0 });
    const sent = simulator.requests
      .all()
      .slice(since)
      .map(({ operation }) => operation);
    expect(sent).not.toContain('GetAttachment');
    expect(sent).not.toContain('CreateAttachment');
    await expectOnBoth('Bruno Neri', picture(2));
  });

  test('is changed and taken away, either way', async () => {
    await setInCrm('Anna Rossi', picture(3));
    mailbox().changePhoto(itemId('Bruno Neri'), picture(4));
    expect((await synchronise()).counts).toMatchObject({ updatedInExchange: 1, updatedInCrm: 1, conflicts: 0 });
    await expectOnBoth('Anna Rossi', picture(3));
    await expectOnBoth('Bruno Neri', picture(4));
    await setInCrm('Bruno Neri', null);
    mailbox().changePhoto(itemId('Anna Rossi'), null);
    await synchronise();
    await expectOnBoth('Anna Rossi', null);
    await expectOnBoth('Bruno Neri', null);
  });

  test('changed on both sides is a conflict, in which both are seen and the loser can be taken', async () => {
    await setInCrm('Anna Rossi', picture(5));
    mailbox().changePhoto(itemId('Anna Rossi'), picture(6));
    expect((await synchronise()).counts).toMatchObject({ conflicts: 1 });
    await expectOnBoth('Anna Rossi', picture(5));
    const { conflicts } = (await mario.call('GET', '/api/conflicts')).json as ConflictPage;
    const [conflict] = conflicts;
    expect(conflict).toMatchObject({ field: 'photo', winner: 'crm' });
    const shown = await fetch(`${world.server.url}/api/conflicts/${conflict?.id}/photos/exchange`, {
      headers: { cookie: mario.cookie },
    });
    expect(Buffer.from(await shown.arrayBuffer()).equals(picture(6))).toBe(true);
    const decided = await mario.call('POST', `/api/conflicts/${conflict?.id}/decision`, { body: { decision: 'take' } });
    expect([decided.status, decided.text]).toEqual([200, expect.any(String)]);
    await synchronise();
    await expectOnBoth('Anna Rossi', picture(6));
  });

  test('comes back when the run that replaced it is taken back', async () => {
    await setInCrm('Anna Rossi', picture(7));
    const run = await synchronise();
    await expectOnBoth('Anna Rossi', picture(7));
    const plan = await finished(await mario.call('POST', `/api/runs/${run.id}/undo`));
    await finished(await mario.call('POST', `/api/runs/${plan.id}/plan/apply`));
    expect(inExchange('Anna Rossi')?.equals(picture(6))).toBe(true);
  });

  test('goes with a vCard into the CRM, and from there into the mailbox', async () => {
    const card = [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'UID:u-carla',
      'FN:Carla Bianchi',
      'N:Bianchi;Carla;;;',
      `PHOTO:data:image/png;base64,${picture(8).toString('base64')}`,
      'END:VCARD',
      '',
    ].join('\r\n');
    const imported = await fetch(`${world.server.url}/api/contacts/import`, {
      method: 'POST',
      headers: { cookie: mario.cookie, 'x-csrf-token': mario.csrfToken, 'content-type': 'text/vcard' },
      body: card,
    });
    expect(await imported.json()).toMatchObject({ created: 1, refused: [] });
    await synchronise();
    await expectOnBoth('Carla Bianchi', picture(8));
  });

  const requests = keepsAllPhotos
    ? (['CreateAttachment', 'DeleteAttachment'] as const)
    : (['CreateAttachment'] as const);
  const breaks = requests.flatMap((operation) =>
    (['beforeCommit', 'afterCommit'] as const).flatMap((when) =>
      (['crm', 'exchange'] as const).map((conflictStrategy) => ({ operation, when, conflictStrategy })),
    ),
  );
  test.each(breaks)(
    'replaced in the CRM arrives although the connection broke at $operation $when, where $conflictStrategy wins',
    async ({ operation, when, conflictStrategy }) => {
      const displayName = `Dora${operation}${when}${conflictStrategy}`;
      await decideBy(conflictStrategy);
      await mario.call('POST', '/api/contacts', { body: { fields: { displayName } } });
      await setInCrm(displayName, picture(1));
      await synchronise();
      await expectOnBoth(displayName, picture(1));

      await setInCrm(displayName, picture(2));
      simulator.faults.inject({ fault: { kind: 'drop', when }, operation });
      expect((await ended(await startRun())).outcome).toBe('failed');
      await synchronise();
      await expectOnBoth(displayName, picture(2));
    },
  );
});
