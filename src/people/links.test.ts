import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewPerson, Person } from './index.ts';
import type { PeopleWorld } from './testing/people-world.ts';
import { GOOD_PASSWORD, newCaller, OTHER_PASSWORD, openPeopleWorld } from './testing/people-world.ts';

const DAY_MS = 86_400_000;
const invalid = expect.objectContaining({ code: 'login_link_invalid', disposition: 'halt' });
const luisa: NewPerson = {
  name: 'luisa',
  displayName: 'Luisa Ferrari',
  email: 'luisa@meccanica-brenta.example',
  timeZone: 'Europe/Rome',
};

let world: PeopleWorld;
beforeAll(async () => {
  world = await openPeopleWorld();
});
afterAll(() => world.db.close());

describe('the link of the set-up', () => {
  const issue = () => world.people.issueLink('setup', null, DAY_MS);
  const use = (token: string, person = luisa, password = GOOD_PASSWORD) =>
    world.people.createAdministrator(token, person, password);

  test('survives what is refused: a weak password, values that the CRM does not take', async () => {
    const { token } = await issue();
    await expect(use(token, luisa, 'luisa')).rejects.toMatchObject({ code: 'password_weak' });
    await expect(use(token, { ...luisa, timeZone: 'Padova' })).rejects.toMatchObject({ code: 'crm_invalid_record' });
    expect(await world.people.inspectLink(token)).toEqual({ kind: 'setup', person: null });
    expect(await world.people.hasAdministrator()).toBe(false);
    expect(await world.people.list()).toEqual([]);
  });

  test('is replaced by a newer one, and ends with its time', async () => {
    const [older, newer] = [await issue(), await issue()];
    await expect(use(older.token)).rejects.toEqual(invalid);
    world.pass(DAY_MS);
    expect(await world.people.inspectLink(newer.token)).toBeNull();
    await expect(use(newer.token)).rejects.toEqual(invalid);
  });

  test('opens no other door', async () => {
    const { token } = await issue();
    await expect(world.people.redeemLink(token, GOOD_PASSWORD)).rejects.toEqual(invalid);
  });

  test('makes one administrator, also when it is used twice at once: signed in, address confirmed', async () => {
    const { token } = await issue();
    const other = { ...luisa, name: 'other', email: 'other@meccanica-brenta.example' };
    const results = await Promise.allSettled([use(token), use(token, other)]);
    const entered = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(entered).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'login_link_invalid' },
    });
    const [administrator] = await world.people.list();
    expect(await world.people.list()).toHaveLength(1);
    expect(administrator).toMatchObject({
      role: 'administrator',
      emailVerified: true,
      hasPassword: true,
      active: true,
    });
    expect((await world.people.findSession(entered[0]?.token ?? ''))?.person).toEqual(administrator);
    expect(await world.people.hasAdministrator()).toBe(true);
    const { entries } = await world.people.pageAudit(null, 10);
    expect(entries.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
      ['signed_in', 'password_set', 'person_created'].map((action) => `${action} ${administrator?.name}`),
    );
  });

  test('is worth nothing once there is an administrator', async () => {
    const { token } = await issue();
    expect(await world.people.inspectLink(token)).toBeNull();
    await expect(use(token, { ...luisa, name: 'x', email: 'x@x.example' })).rejects.toEqual(invalid);
  });
});

describe('the link for a password', () => {
  let anna: Person;
  beforeEach(async () => {
    anna = await world.person('anna');
  });
  const issue = () => world.people.issueLink('password', anna.id, DAY_MS);

  test('is kept as a digest only, and tells whom it is for without being used', async () => {
    const { token, expiresAt } = await issue();
    expect(expiresAt).toBe(new Date(world.now().getTime() + DAY_MS).toISOString());
    expect(await world.people.inspectLink(token)).toMatchObject({ kind: 'password', person: { id: anna.id } });
    expect(await world.people.inspectLink(token)).not.toBeNull();
    const rows = await world.db.query('SELECT l.*, encode(token_hash, $1) AS hex FROM raccordo.login_link l', ['hex']);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });

  test('sets it once, ends the other sessions, and signs in', async () => {
    const before = await world.people.signIn(anna.name, GOOD_PASSWORD, newCaller());
    const { token } = await issue();
    const { session } = await world.people.redeemLink(token, OTHER_PASSWORD);
    expect(session.person.id).toBe(anna.id);
    expect(await world.people.findSession(before.token)).toBeNull();
    await expect(world.people.redeemLink(token, GOOD_PASSWORD)).rejects.toEqual(invalid);
    await world.people.signIn(anna.name, OTHER_PASSWORD, newCaller());
  });

  test('lets in again who has to wait because somebody guesses', async () => {
    for (const typed of [anna.name, anna.email]) {
      for (let count = 0; count < 5; count += 1) {
        await expect(world.people.signIn(typed, 'x', newCaller())).rejects.toMatchObject({ code: 'login_refused' });
      }
    }
    const { token } = await issue();
    await world.people.redeemLink(token, OTHER_PASSWORD);
    await world.people.signIn(anna.name, OTHER_PASSWORD, newCaller());
    await world.people.signIn(anna.email, OTHER_PASSWORD, newCaller());
  });

  test('used by several at once lets one in', async () => {
    const { token } = await issue();
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) => world.people.redeemLink(token, `${OTHER_PASSWORD} ${index}`)),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toEqual([invalid, invalid, invalid, invalid]);
  });

  test('stays good after a weak password, or none', async () => {
    const { token } = await issue();
    await expect(world.people.redeemLink(token, 'password2026')).rejects.toMatchObject({ code: 'password_weak' });
    await expect(world.people.redeemLink(token, null)).rejects.toMatchObject({ code: 'password_weak' });
    await world.people.redeemLink(token, OTHER_PASSWORD);
  });

  test('ends when its person is switched off, and does not come back with them', async () => {
    const { token } = await issue();
    await world.people.update(anna.id, { active: false }, null);
    expect(await world.people.inspectLink(token)).toBeNull();
    await expect(world.people.redeemLink(token, OTHER_PASSWORD)).rejects.toEqual(invalid);
    await expect(issue()).rejects.toMatchObject({ code: 'crm_user_inactive' });
    await world.people.update(anna.id, { active: true }, null);
    await expect(world.people.redeemLink(token, OTHER_PASSWORD)).rejects.toEqual(invalid);
  });

  test('ends when a password is set in another way: whoever found it later finds nothing', async () => {
    const { token } = await issue();
    const { session } = await world.people.signIn(anna.name, GOOD_PASSWORD, newCaller());
    await world.people.changePassword(session, GOOD_PASSWORD, OTHER_PASSWORD);
    await expect(world.people.redeemLink(token, GOOD_PASSWORD)).rejects.toEqual(invalid);
  });

  test('for nobody is not made', async () => {
    await expect(world.people.issueLink('password', 'nobody', DAY_MS)).rejects.toMatchObject({
      code: 'person_unknown',
    });
  });
});

describe('the link that signs in', () => {
  test('does so once, and leaves the password as it is', async () => {
    const bruno = await world.person('bruno');
    const { token } = await world.people.issueLink('signIn', bruno.id, DAY_MS);
    const { session } = await world.people.redeemLink(token, OTHER_PASSWORD);
    expect(session.person.name).toBe(bruno.name);
    await world.people.signIn(bruno.name, GOOD_PASSWORD, newCaller());
    await expect(world.people.redeemLink(token, null)).rejects.toEqual(invalid);
  });

  test.for(['', 'x', 'A'.repeat(43), 'B'.repeat(5_000)])('"%s" is none', async (token) => {
    expect(await world.people.inspectLink(token)).toBeNull();
    await expect(world.people.redeemLink(token, GOOD_PASSWORD)).rejects.toEqual(invalid);
    await expect(world.people.createAdministrator(token, luisa, GOOD_PASSWORD)).rejects.toEqual(invalid);
  });
});
