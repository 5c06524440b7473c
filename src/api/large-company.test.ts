import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SingleSessionDatabase } from '../database/single-session-database.ts';
import type { Account } from '../settings/settings.ts';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;
let amelia: SignedIn;
let paolo: SignedIn;

const PROFILES = `
profiles:
  - { name: sede, serverUrl: mail.brenta.example, delegate: { user: svc, passwordEnv: EXCHANGE_PASSWORD } }
  - { name: filiale, serverUrl: mail.adige.example, delegate: { user: svc, passwordEnv: EXCHANGE_PASSWORD } }
`;

beforeAll(async () => {
  world = await openApiWorld();
  amelia = await world.signIn('amelia', 'administrator');
  paolo = await world.signIn('paolo');
  await world.configure(PROFILES);
  await employ('paolo', 'Paolo Rossi', 'sede');
  await employ('nicolo', 'Nicolò Zanetti', 'filiale');
});
afterAll(() => world.close());

/** A person with an account whose two scopes have a run each. */
async function employ(name: string, displayName: string, profile: string, claim: Partial<Account['claim']> = {}) {
  const { people, settings, store, runs } = world.connector.parts;
  const known = await people.findByName(name);
  const email = `${name}@brenta.example`;
  const facts = { name, displayName, email, timeZone: 'Europe/Rome' };
  const { id: userId } = known ?? (await people.create(facts, { role: 'user', emailVerified: true }));
  const { id: profileId } = (await settings.listProfiles()).find((one) => one.name === profile) ?? { id: '' };
  const id = `id-${name}`;
  const byRule = { state: 'granted', reason: null, resolvedSmtp: email, decidedBy: null, at: '2026-01-01T00:00:00Z' };
  const both = { contacts: true, appointments: true };
  const account: Account = {
    id,
    name,
    userId,
    profileId,
    mailbox: email,
    impersonate: null,
    credentials: null,
    synchronise: both,
    appointmentsFrom: { kind: 'all' },
    active: true,
    firstRun: 'automatic',
    claim: { ...byRule, ...claim } as Account['claim'],
  };
  await settings.putAccount(account, null);
  for (const itemType of ['contacts', 'appointments'] as const) {
    const scope = await store.ensureScope({ accountId: id, crmUserId: userId, mailbox: email }, itemType);
    await runs.startRun({ id: `run-${name}-${itemType}`, scopeId: scope.id, dryRun: true, kind: 'sync', undoOf: null });
  }
}

async function statementsOf(who: SignedIn, path: string): Promise<number> {
  const counted = vi.spyOn(SingleSessionDatabase.prototype, 'query');
  const { status, text } = await who.call('GET', path);
  const { length } = counted.mock.calls;
  counted.mockRestore();
  expect([path, status, text.slice(0, 200)]).toEqual([path, 200, expect.anything()]);
  return length;
}

const EVERYTHING = [
  '/api/status',
  '/api/profiles',
  '/api/profiles/sede',
  '/api/accounts',
  '/api/accounts?profile=sede&limit=3',
  '/api/accounts?claim=waiting',
  '/api/accounts?search=paolo',
  '/api/runs?limit=200',
  '/api/runs/run-paolo-contacts',
  '/api/users',
];
const OWN = ['/api/status', '/api/status?account=paolo', '/api/accounts', '/api/accounts/paolo', '/api/runs'];

test('questions cost as many statements in a company of twenty as in one of two', async () => {
  const cost = async () => {
    const counts: string[] = [];
    for (const path of EVERYTHING) counts.push(`${path}: ${await statementsOf(amelia, path)}`);
    for (const path of OWN) counts.push(`own ${path}: ${await statementsOf(paolo, path)}`);
    return counts;
  };
  const small = await cost();
  for (let n = 1; n <= 18; n += 1) await employ(`persona${n}`, `Persona ${n}`, n % 2 === 0 ? 'sede' : 'filiale');
  expect(await cost()).toEqual(small);
});

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe('the accounts of a large company', () => {
  test('come page by page, with how they stand and how many there are', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { json } = await amelia.call('GET', `/api/accounts?profile=sede&limit=4&cursor=${cursor}`);
      expect(json.total).toBe(10);
      seen.push(...names(json.accounts));
      cursor = json.cursor;
      expect(json.accounts[0].standing).toMatchObject({
        active: true,
        claim: 'granted',
        firstRun: 'done',
        itemTypes: ['contacts', 'appointments'],
        scopes: [
          { itemType: 'contacts', status: 'ok', lastSuccessAt: null, lastRun: { state: 'running', outcome: null } },
          { itemType: 'appointments' },
        ],
      });
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength(10);
  });

  test.each([
    ['zanetti NICOLO', ['nicolo']],
    ['persona1@', ['persona1']],
    ['PAOLO@BRENTA', ['paolo']],
    ['nobody', []],
  ])('are found by %s', async (search, expected) => {
    const { json } = await amelia.call('GET', `/api/accounts?search=${encodeURIComponent(search)}`);
    expect([names(json.accounts), json.total]).toEqual([expected, expected.length]);
  });

  test('are found by a claim that waits only since the user has another address', async () => {
    const waiting = async () => (await amelia.call('GET', '/api/accounts?claim=waiting')).json;
    expect((await waiting()).total).toBe(0);
    await employ('asked', 'Asked', 'sede', { state: 'waiting', reason: 'otherAddress' });
    const { people } = world.connector.parts;
    const { id } = (await people.findByName('persona2')) ?? { id: '' };
    await people.update(id, { email: 'other@brenta.example', emailVerified: true }, null);
    expect(names((await waiting()).accounts)).toEqual(['asked', 'persona2']);
    expect((await amelia.call('GET', '/api/accounts?claim=waiting&limit=1')).json).toMatchObject({
      accounts: [{ name: 'asked', standing: { claim: 'waiting' } }],
      total: 2,
    });
    expect((await amelia.call('GET', '/api/accounts?claim=waiting&profile=filiale')).json.total).toBe(0);
  });

  test('of a profile that does not exist, or of nobody, are none', async () => {
    for (const query of ['profile=nowhere', 'user=nobody', 'search=%00', 'user=nicolo&profile=sede']) {
      const { json } = await amelia.call('GET', `/api/accounts?${query}`);
      expect([query, json.accounts, json.total]).toEqual([query, [], 0]);
    }
  });
});

describe('the status', () => {
  test('of one account or one user tells nothing of the others', async () => {
    const one = (await amelia.call('GET', '/api/status?account=nicolo')).json;
    expect([names(one.accounts), one.profiles]).toEqual([['nicolo'], [expect.objectContaining({ accounts: 1 })]]);
    const user = (await amelia.call('GET', '/api/status?user=Nicolo')).json;
    expect(user.accounts).toEqual(one.accounts);
    expect((await amelia.call('GET', '/api/status?user=nobody')).json).toMatchObject({ accounts: [], profiles: [] });
  });

  test('is the same for one as in the list of all', async () => {
    const all = (await amelia.call('GET', '/api/status')).json;
    const one = (await amelia.call('GET', '/api/status?account=paolo')).json;
    expect(one.accounts).toEqual(all.accounts.filter(({ name }: { name: string }) => name === 'paolo'));
    expect(all.profiles.map(({ accounts }: { accounts: number }) => accounts)).toEqual([10, 11]);
  });

  test('and the lists of colleagues are not there for a user, whatever is asked', async () => {
    for (const query of ['user=nicolo', 'user=nobody']) {
      expect((await paolo.call('GET', `/api/status?${query}`)).json.accounts).toEqual([]);
      expect((await paolo.call('GET', `/api/accounts?${query}`)).json).toMatchObject({ accounts: [], total: 0 });
    }
    for (const query of ['search=nicolo', 'profile=filiale', 'claim=waiting']) {
      expect((await paolo.call('GET', `/api/accounts?${query}`)).json).toMatchObject({ accounts: [], total: 0 });
    }
    expect((await paolo.call('GET', '/api/accounts?search=persona')).json.total).toBe(0);
    const other = await paolo.call('GET', '/api/status?account=nicolo');
    const nobody = await paolo.call('GET', '/api/status?account=nobody');
    expect([other.status, other.json.code]).toEqual([404, 'account_unknown']);
    expect(other.text.replaceAll('nicolo', 'nobody')).toBe(nobody.text);
  });
});
