import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { MailboxWorld } from '../../../../test/support/mailbox-world.ts';
import { claim, mailboxOf, openMailboxWorld, SERVICE } from '../../../../test/support/mailbox-world.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';

let mailboxes: MailboxWorld;
let world: ApiWorld;
let exchange: RunningSimulator;
let amelia: SignedIn;
let giulia: SignedIn;
let paolo: SignedIn;

beforeAll(async () => {
  mailboxes = await openMailboxWorld({
    mailboxes: [
      mailboxOf('info', { displayName: 'Informazioni' }),
      mailboxOf('sosia', { displayName: 'Sosia', password: 'giulia-2026' }),
    ],
    inactiveProfile: true,
  });
  ({ world, exchange, amelia, giulia, paolo } = mailboxes);
});
afterAll(() => mailboxes.close());
afterEach(() => mailboxes.forgetAccounts());

const changeUser = (name: string, body: object, who = amelia) =>
  who.call('PATCH', `/api/users/${name}`, { body, headers: { 'if-match': '*' } });

/** Newest first. */
const actions = async (name: string) => {
  const { json } = await amelia.call('GET', '/api/audit?limit=200');
  return (json.entries as readonly { action: string; object: { name: string } | null }[])
    .filter(({ object }) => object?.name === name)
    .map(({ action }) => action);
};

describe('a user gets', () => {
  test.each(['giulia@brenta.example', 'GIULIA@Brenta.Example', 'g.rossi@brenta.example', 'Giulia Rossi', 'giulia'])(
    'the own mailbox at once, typed as "%s"',
    async (typed) => {
      const { status, json } = await claim(giulia, typed);
      expect(status).toBe(201);
      expect(json).toMatchObject({
        name: 'giulia-sede',
        mailbox: 'giulia@brenta.example',
        firstRun: 'approve',
        claim: { state: 'granted', reason: null, resolvedSmtp: 'giulia@brenta.example', decidedBy: null },
      });
    },
  );

  test('no mailbox of a colleague or of a team: it waits, is not opened, and says why', async () => {
    const { json } = await claim(giulia, 'info');
    expect(json).toMatchObject({
      mailbox: 'info@brenta.example',
      claim: { state: 'waiting', reason: 'otherAddress', resolvedSmtp: 'info@brenta.example' },
    });
    const asked = exchange.requests.all().length;
    const path = `/api/accounts/${json.name}`;
    for (const [method, address, body] of [
      ['POST', `${path}/runs`, { dryRun: true }],
      ['GET', `${path}/mailbox/contacts`, undefined],
      ['POST', `${path}/connection-test`, {}],
    ] as const) {
      const refused = await giulia.call(method, address, body === undefined ? {} : { body });
      expect([address, refused.status, refused.json.code]).toEqual([address, 409, 'claim_waiting']);
    }
    expect(exchange.requests.all().length).toBe(asked);
    const { json: status } = await giulia.call('GET', '/api/status');
    expect(status.accounts).toMatchObject([{ claim: 'waiting', schedule: { state: 'unscheduled' } }]);
    expect((await actions(json.name)).slice(0, 2)).toEqual(['claim_waiting', 'account_created']);
  });

  test('nothing by an address that nobody confirmed', async () => {
    await changeUser('giulia', { email: 'info@brenta.example' }, giulia);
    expect((await claim(giulia, 'info')).json.claim).toMatchObject({ state: 'waiting', reason: 'emailNotVerified' });
    // Confirmed, and looked at again: now it is hers.
    await changeUser('giulia', { emailVerified: true });
    const again = await giulia.call('POST', '/api/accounts/giulia-sede/claim/check', {});
    expect(again.json.claim).toMatchObject({ state: 'granted', decidedBy: null });
    await changeUser('giulia', { email: 'giulia@brenta.example', emailVerified: true });
  });

  test.each([
    ['Rossi', 'mailbox_ambiguous'],
    ['nobody@brenta.example', 'mailbox_unknown'],
  ])('told at once that "%s" is %s', async (typed, code) => {
    const { status, json } = await claim(giulia, typed);
    expect([status, json.code]).toEqual([422, code]);
    expect((await claim(amelia, typed, { user: 'giulia' })).json.code).toBe(code);
    expect((await giulia.call('GET', '/api/accounts')).json.accounts).toEqual([]);
  });

  test('a waiting account where the server does not answer, once it is clear which mailbox is meant', async () => {
    const { json } = await claim(giulia, 'giulia@brenta.example', { profile: 'down' });
    expect(json.claim).toMatchObject({ state: 'waiting', reason: 'notResolved', resolvedSmtp: null });
    await giulia.call('DELETE', '/api/accounts/giulia-down', { headers: { 'if-match': '*' } });
    // What an administrator is shown is what would be opened, character by character.
    const disguised = await claim(giulia, 'gi\u200bulia@brenta.example', { profile: 'down' });
    expect(disguised.json.details.problems).toMatchObject([{ path: 'mailbox', sentence: 'email' }]);
    await claim(giulia, 'giulia@brenta.example', { profile: 'down' });
    const vague = await claim(giulia, 'giulia', { profile: 'down' });
    expect(vague.json.code).toBe('settings_invalid');
    // Her own account has the item types already; the name is as vague for an administrator.
    const byAdministrator = await claim(amelia, 'paolo', { profile: 'down', user: 'paolo' });
    expect(byAdministrator.json.details.problems).toMatchObject([{ path: 'mailbox', sentence: 'email' }]);
    const typed = await claim(amelia, 'paolo@brenta.example', { profile: 'down', user: 'paolo' });
    expect(typed.json.claim).toMatchObject({ state: 'granted', resolvedSmtp: null, decidedBy: 'amelia' });
  });

  test('nothing on a profile that is not active, and nothing for somebody else', async () => {
    const off = await claim(giulia, 'giulia', { profile: 'off' });
    expect(off.json.details.problems).toMatchObject([{ path: 'profile', code: 'unknown_profile' }]);
    const other = await claim(giulia, 'paolo', { user: 'paolo' });
    expect([other.status, other.json.code]).toEqual([403, 'forbidden_field']);
  });
});

describe('with own credentials', () => {
  const ofGiulia = { user: 'BRENTA\\giulia', password: 'giulia-2026' };
  const own = (more: object = {}) => ({ profile: 'own', credentials: ofGiulia, ...more });

  test('the mailbox has to be the one that they open, for an administrator too', async () => {
    for (const [who, more] of [
      [giulia, {}],
      [amelia, { user: 'giulia' }],
    ] as const) {
      const { status, json } = await claim(who, 'paolo', own(more));
      expect([status, json.code, json.details]).toEqual([422, 'mailbox_not_own', { mailbox: 'paolo@brenta.example' }]);
    }
    // What a password of somebody else opens is not hers, whatever address she names.
    const ofPaolo = { user: 'BRENTA\\paolo', password: 'paolo-2026' };
    expect((await claim(giulia, 'giulia', own({ credentials: ofPaolo }))).json.code).toBe('mailbox_not_own');
    expect((await giulia.call('GET', '/api/accounts')).json.accounts).toEqual([]);
    expect((await claim(giulia, 'g.rossi@brenta.example', own())).json.claim.state).toBe('granted');
  });

  test('it stays so when the mailbox, the user or the password is changed, and when it is looked at again', async () => {
    const { json } = await claim(giulia, 'giulia', own());
    const path = `/api/accounts/${json.name}`;
    const headers = { 'if-match': json.etag };
    for (const body of [
      { mailbox: 'paolo' },
      { credentials: { user: 'BRENTA\\paolo', password: 'paolo-2026' } },
      // The same password: only the user is another one.
      { credentials: { user: 'BRENTA\\sosia' } },
    ]) {
      const changed = await giulia.call('PATCH', path, { body, headers });
      expect([changed.status, changed.json.code]).toEqual([422, 'mailbox_not_own']);
    }
    expect((await giulia.call('GET', path)).json.etag).toBe(json.etag);
  });

  test('nobody finds out the password of a colleague by entering one after the other', async () => {
    const guess = (password: string) => claim(paolo, 'paolo', own({ credentials: { user: 'BRENTA\\info', password } }));
    const codes = [];
    for (const password of ['one', 'two', 'two', 'three']) codes.push((await guess(password)).json.code);
    expect(codes).toEqual(Array(4).fill('sign_in_refused'));
    const asked = exchange.requests.all().length;
    const { status, json, headers } = await guess('info-2026');
    expect([status, json.code, json.details.minutes]).toEqual([429, 'sign_in_paused', 15]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    expect(exchange.requests.all().length).toBe(asked);
  });

  test('a run refuses what no form has seen', async () => {
    await claim(giulia, 'giulia', own());
    await world.configure(
      'accounts: [{ name: giulia-own, user: giulia, profile: own, mailbox: paolo@brenta.example, firstRun: automatic, credentials: { user: BRENTA\\giulia, password: giulia-2026 } }]',
    );
    const { json } = await giulia.call('POST', '/api/accounts/giulia-own/runs', { body: {} });
    const problems = [];
    for (const { id } of json.runs) problems.push((await giulia.call('GET', `/api/runs/${id}?wait=10`)).json.problem);
    expect(problems).toMatchObject([
      { code: 'mailbox_not_own', details: { mailbox: 'paolo@brenta.example' } },
      { code: 'mailbox_not_own' },
    ]);
    const looked = await giulia.call('GET', '/api/accounts/giulia-own/mailbox/contacts');
    expect([looked.status, looked.json.code]).toEqual([422, 'mailbox_not_own']);
  });
});

describe('an administrator', () => {
  test('grants or refuses what waits; the decision outlives a new look, and ends with the mailbox', async () => {
    await claim(giulia, 'info');
    const path = '/api/accounts/giulia-sede';
    const decide = (decision: string, headers = {}) =>
      amelia.call('POST', `${path}/claim`, { body: { decision }, headers });
    expect((await decide('refuse')).json.claim).toMatchObject({ state: 'refused', decidedBy: 'amelia' });
    expect((await giulia.call('POST', `${path}/claim/check`, {})).json.claim.state).toBe('refused');
    expect((await giulia.call('POST', `${path}/runs`, { body: {} })).json.code).toBe('claim_refused');
    const { json: granted } = await decide('grant');
    expect(granted.claim).toMatchObject({ state: 'granted', reason: null, decidedBy: 'amelia' });
    expect((await giulia.call('POST', `${path}/runs`, { body: { dryRun: true } })).status).toBe(202);
    expect(await actions('giulia-sede')).toEqual(expect.arrayContaining(['claim_refused', 'claim_granted']));

    const other = { body: { mailbox: 'paolo' }, headers: { 'if-match': granted.etag } };
    const { json: changed } = await giulia.call('PATCH', path, other);
    expect(changed).toMatchObject({
      mailbox: 'paolo@brenta.example',
      claim: { state: 'waiting', reason: 'otherAddress', decidedBy: null },
    });
    // Decided about what was looked at, and not about what it became meanwhile.
    expect((await decide('grant', { 'if-match': granted.etag })).status).toBe(412);
  });

  test('has the last word, whatever version a change that began before names', async () => {
    const { json } = await claim(giulia, 'giulia', {
      profile: 'own',
      credentials: { user: 'BRENTA\\giulia', password: 'giulia-2026' },
    });
    const path = `/api/accounts/${json.name}`;
    const decide = (decision: string) => amelia.call('POST', `${path}/claim`, { body: { decision } });
    await decide('grant');
    exchange.faults.inject({ fault: { kind: 'delay', ms: 500, when: 'beforeCommit' } });
    const change = giulia.call('PATCH', path, {
      body: { credentials: { user: 'BRENTA\\giulia', password: 'giulia-2026' } },
      headers: { 'if-match': '"3"' },
    });
    // Asked about it, the server would answer after the decision.
    await sleep(150);
    expect((await decide('refuse')).json).toMatchObject({ etag: '"3"', claim: { state: 'refused' } });
    expect([(await change).status, (await change).json.code]).toEqual([412, 'account_changed']);
    expect((await giulia.call('GET', path)).json.claim.state).toBe('refused');
    exchange.faults.clear();
  });

  test('grants what he enters, and users decide nothing about it', async () => {
    const { json } = await claim(amelia, 'info', { user: 'giulia' });
    expect(json).toMatchObject({ user: { name: 'giulia' }, claim: { state: 'granted', decidedBy: 'amelia' } });
    const decision = await giulia.call('POST', '/api/accounts/giulia-sede/claim', { body: { decision: 'grant' } });
    expect(decision.status).toBe(403);
  });

  test('confirms with a file what a user asked for', async () => {
    await claim(giulia, 'info');
    await world.configure(
      'accounts: [{ name: giulia-sede, user: giulia, profile: sede, mailbox: info@brenta.example }]',
    );
    const { json } = await giulia.call('GET', '/api/accounts/giulia-sede');
    expect(json.claim).toMatchObject({ state: 'granted', decidedBy: 'operator' });
  });
});

describe('a mailbox', () => {
  test('belongs to one user, and a user is not told to whom', async () => {
    await claim(amelia, 'info', { user: 'giulia' });
    const { status, json, text } = await claim(paolo, 'info');
    expect([status, json.code]).toEqual([422, 'settings_invalid']);
    expect(json.details.problems).toMatchObject([{ path: 'mailbox', code: 'mailbox_taken' }]);
    expect(text).not.toMatch(/giulia/i);
    const told = await claim(amelia, 'info', { user: 'paolo' });
    expect(told.json.details.problems[0].params).toEqual({ user: 'giulia', account: 'giulia-sede' });
  });

  test('is not taken by a claim that waits: its owner gets it all the same', async () => {
    await claim(giulia, 'paolo');
    expect((await claim(paolo, 'paolo')).json.claim.state).toBe('granted');
    const late = await amelia.call('POST', '/api/accounts/giulia-sede/claim', { body: { decision: 'grant' } });
    expect([late.status, late.json.code]).toEqual([409, 'mailbox_taken']);
  });

  test('that was granted for an e-mail address ends with the address', async () => {
    await claim(giulia, 'giulia');
    await changeUser('giulia', { email: 'giulia.verdi@brenta.example' }, giulia);
    const { json } = await giulia.call('GET', '/api/accounts/giulia-sede');
    expect(json.claim).toMatchObject({ state: 'waiting', reason: 'otherAddress' });
    expect((await giulia.call('POST', '/api/accounts/giulia-sede/runs', { body: {} })).json.code).toBe('claim_waiting');
    await changeUser('giulia', { email: 'giulia@brenta.example', emailVerified: true });
    expect((await giulia.call('GET', '/api/accounts/giulia-sede')).json.claim.state).toBe('granted');
  });

  test('is free for its next owner when the address that it was granted for has changed, and then stays with them', async () => {
    await claim(giulia, 'giulia');
    const scopes = async () => (await world.connector.parts.store.listScopes()).length;
    await giulia.call('POST', '/api/accounts/giulia-sede/runs', { body: { dryRun: true } });
    expect(await scopes()).toBe(2);
    await changeUser('giulia', { email: 'giulia.verdi@brenta.example', emailVerified: true });
    // A wish alone takes nothing from anybody.
    expect((await claim(paolo, 'giulia')).json.claim.state).toBe('waiting');
    await changeUser('giulia', { email: 'giulia@brenta.example', emailVerified: true });
    expect((await giulia.call('GET', '/api/accounts/giulia-sede')).json.claim.state).toBe('granted');

    await changeUser('giulia', { email: 'giulia.verdi@brenta.example', emailVerified: true });
    const granted = await amelia.call('POST', '/api/accounts/paolo-sede/claim', { body: { decision: 'grant' } });
    expect([granted.status, granted.json.claim.state]).toEqual([200, 'granted']);
    expect(await scopes()).toBe(0);
    await changeUser('giulia', { email: 'giulia@brenta.example', emailVerified: true });
    expect((await giulia.call('GET', '/api/accounts/giulia-sede')).json.claim.state).toBe('waiting');
    const late = await giulia.call('POST', '/api/accounts/giulia-sede/claim/check', {});
    expect([late.status, late.json.code]).toEqual([409, 'mailbox_taken']);
    expect(late.text).not.toMatch(/paolo/i);
  });

  test('is asked again when its profile goes to another server', async () => {
    await claim(giulia, 'giulia');
    const elsewhere = await startSimulator({ users: [mailboxOf('svc', { password: SERVICE }), mailboxOf('giulia')] });
    onTestFinished(() => elsewhere.close());
    const body = { serverUrl: elsewhere.ewsUrl, delegate: { user: 'BRENTA\\svc', password: SERVICE } };
    const headers = { 'if-match': '*' };
    expect((await amelia.call('PATCH', '/api/profiles/sede', { body, headers })).status).toBe(200);
    await expect
      .poll(async () => (await giulia.call('GET', '/api/accounts/giulia-sede')).json.claim, { timeout: 10_000 })
      .toMatchObject({ state: 'granted', resolvedSmtp: 'giulia@brenta.example' });
    expect(elsewhere.requests.all().map(({ operation }) => operation)).toContain('ResolveNames');
    await amelia.call('PATCH', '/api/profiles/sede', { body: { ...body, serverUrl: exchange.ewsUrl }, headers });
  });
});
