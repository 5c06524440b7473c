import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account, RunList } from '../../../src/api/resources.ts';
import type { SignedIn } from '../../../src/api/testing/api-world.ts';
import { readEvents } from '../../../src/cli/api/event-stream.ts';
import { ask } from '../../support/settings-by-api.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

/** In everything of the colleague: records, items, journal, steps. */
const SECRET = 'Trattativa-Riservata';

let world: SettingsWorld;
let mine: Place;
let theirs: Place;
let me: SignedIn;
let colleague: SignedIn;
/** What the addresses of the API name, all of them the colleague's. */
let named: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  world = await openSettingsWorld();
  [mine, theirs] = (await world.openPlaces('the API', [{}, {}])) as [Place, Place];
  me = await world.signIn(mine.person);
  colleague = await world.signIn(theirs.person);
  const recordIds: string[] = [];
  for (const itemType of ['contacts', 'appointments'] as const) {
    sidesOf(theirs, itemType).addInExchange(`${SECRET} Exchange`);
    recordIds.push(await sidesOf(theirs, itemType).addInCrm(`${SECRET} CRM`));
    sidesOf(mine, itemType).addInExchange('Cosa Mia');
  }
  await theirs.sync();
  await mine.sync();
  const { runs } = await ask<RunList>(colleague.call, 'GET', '/api/runs');
  named = {
    name: [theirs.accountName, theirs.person.name],
    id: [...recordIds, ...runs.map(({ id }) => id)],
    itemType: ['contacts', 'appointments'],
  };
});
afterAll(() => world.close());

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** Every address that can be read, once for each thing of the colleague that it could name. */
async function readable(): Promise<readonly string[]> {
  const { json } = await world.administrator.call('GET', '/api/openapi.json');
  const paths = Object.entries(json.paths as Record<string, { readonly get?: Operation }>);
  return paths.flatMap(([path, { get }]) => {
    if (get === undefined || get.operationId === 'streamEvents') return [];
    const wanted = (get.parameters ?? []).filter(({ in: where }) => where === 'query').map(({ name }) => name);
    const queries = [
      '',
      ...(wanted.includes('q') ? [`?q=${SECRET}`, ...(named['id'] ?? []).map((id) => `?q=${id}`)] : []),
      ...(wanted.includes('search') ? [`?search=${SECRET}`] : []),
      ...(wanted.includes('account') ? [`?account=${theirs.accountName}`] : []),
      ...(wanted.includes('user') ? [`?user=${theirs.person.name}`] : []),
    ];
    return filled(path).flatMap((address) => queries.map((query) => `${address}${query}`));
  });
}

function filled(path: string): readonly string[] {
  const [, parameter] = /\{(\w+)\}/.exec(path) ?? [];
  if (parameter === undefined) return [path];
  return (named[parameter] ?? []).flatMap((value) => filled(path.replace(`{${parameter}}`, value)));
}

describe('a user', () => {
  test('finds nothing of a colleague at any address of the API, which the colleague and an administrator do', async () => {
    const addresses = await readable();
    const telling = async ({ call }: SignedIn) => {
      const found = new Set<string>();
      for (const address of addresses) {
        const { text } = await call('GET', address);
        // What was searched for is repeated as it was sent.
        const told = text.replaceAll(`"query":"${SECRET}"`, '');
        if (told.includes(SECRET) || told.includes(theirs.person.smtp)) found.add(address.split('?')[0] ?? '');
      }
      return found;
    };
    const [forColleague, forAdministrator] = [await telling(colleague), await telling(world.administrator)];
    for (const found of [forColleague, forAdministrator]) expect(found.size).toBeGreaterThan(12);
    expect(await telling(me)).toEqual(new Set());
  });

  test('changes, starts and deletes nothing of a colleague', async () => {
    const account = `/api/accounts/${theirs.accountName}`;
    const headers = { 'if-match': '*' };
    const before = await state();
    const asked = theirs.requests().length;
    const attempts = [
      ['PATCH', account, { active: false }],
      ['DELETE', account, undefined],
      ['POST', `${account}/runs`, {}],
      ['POST', `${account}/runs`, { dryRun: true }],
      ['POST', `${account}/claim`, { decision: 'refuse' }],
      ['POST', `${account}/claim/check`, undefined],
      ['POST', `${account}/connection-test`, {}],
      ['PATCH', `/api/users/${theirs.person.name}`, { displayName: 'Altro' }],
      ['DELETE', `/api/users/${theirs.person.name}/sessions`, undefined],
      ['POST', `/api/users/${theirs.person.name}/password-link`, undefined],
      ...(['contacts', 'appointments'] as const).flatMap((records) =>
        (named['id'] ?? []).flatMap(
          (id) =>
            [
              ['PATCH', `/api/${records}/${id}`, { fields: { categories: ['Mia'] } }],
              ['DELETE', `/api/${records}/${id}`, undefined],
            ] as const,
        ),
      ),
      ['POST', `/api/contacts?user=${theirs.person.name}`, { fields: { displayName: 'Intrusa' } }],
    ] as const;
    for (const [method, address, body] of attempts) {
      const { status } = await me.call(method, address, { headers, ...(body === undefined ? {} : { body }) });
      expect([method, address, status === 403 || status === 404]).toEqual([method, address, true]);
    }
    expect(await state()).toEqual(before);
    expect(theirs.requests()).toHaveLength(asked);
    expect((await colleague.call('GET', '/api/session')).status).toBe(200);
  });

  test('hears of the own runs only; an administrator hears of all', async () => {
    const listening = [me, colleague, world.administrator].map(({ cookie }) => listen(cookie));
    const heard = await Promise.all(listening);
    await Promise.all([mine.sync(), theirs.sync()]);
    await expect.poll(() => heard[2]?.finished.length).toBe(4);
    const [ofMine, ofColleague, ofAll] = heard.map(({ finished }) => new Set(finished));
    expect(ofMine).toEqual(new Set([mine.accountName]));
    expect(ofColleague).toEqual(new Set([theirs.accountName]));
    expect(ofAll).toEqual(new Set([mine.accountName, theirs.accountName]));
    for (const { stop } of heard) stop();
  });
});

/** Of the colleague, as the colleague sees it. */
async function state(): Promise<unknown> {
  const { json: person } = await colleague.call('GET', `/api/users/${theirs.person.name}`);
  const account = await ask<Account>(colleague.call, 'GET', `/api/accounts/${theirs.accountName}`);
  const records = await Promise.all(['contacts', 'appointments'].map((type) => colleague.call('GET', `/api/${type}`)));
  return { person, account, records: records.map(({ json }) => json) };
}

/** Accounts of the runs that ended, in the order in which a browser with this cookie hears of it. */
async function listen(cookie: string): Promise<{ readonly finished: readonly string[]; stop(): void }> {
  const controller = new AbortController();
  const response = await fetch(`${world.server.url}/api/events`, { headers: { cookie }, signal: controller.signal });
  const finished: string[] = [];
  const read = async () => {
    for await (const { kind, data } of readEvents(response.body as AsyncIterable<Uint8Array>)) {
      const { account, state: runState } = data as { readonly account: string; readonly state: string };
      if (kind === 'run' && runState === 'finished') finished.push(account);
    }
  };
  read().catch(() => undefined);
  return { finished, stop: () => controller.abort() };
}
