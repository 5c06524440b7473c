import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenedSession, Person } from './index.ts';
import type { PeopleWorld } from './testing/people-world.ts';
import { GOOD_PASSWORD, newCaller, OTHER_PASSWORD, openPeopleWorld } from './testing/people-world.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let world: PeopleWorld;
let anna: Person;
beforeAll(async () => {
  world = await openPeopleWorld();
  anna = await world.person('anna');
});
afterAll(() => world.db.close());

const enter = (): Promise<OpenedSession> => world.people.signIn(anna.name, GOOD_PASSWORD, newCaller());
const lives = async ({ token }: OpenedSession) => (await world.people.findSession(token)) !== null;

describe('a session', () => {
  test('has a token of 256 random bits, of which nothing but the digest is stored', async () => {
    const opened = await enter();
    expect(Buffer.from(opened.token, 'base64url')).toHaveLength(32);
    const rows = await world.db.query('SELECT s.*, encode(token_hash, $1) AS hex FROM raccordo.session s', ['hex']);
    const stored = JSON.stringify(rows);
    expect(stored).toContain(opened.session.id);
    for (const form of [opened.token, Buffer.from(opened.token, 'base64url').toString('hex'), opened.session.csrfToken])
      expect(stored).not.toContain(form);
  });

  test('has one proof against forged requests, which is not the token and does not come from another session', async () => {
    const [one, other] = [await enter(), await enter()];
    expect((await world.people.findSession(one.token))?.csrfToken).toBe(one.session.csrfToken);
    expect(new Set([one.session.csrfToken, other.session.csrfToken, one.token, other.token]).size).toBe(4);
  });

  test.for(['', 'x', 'A'.repeat(43), 'A'.repeat(10_000), 'à'.repeat(43), "' OR true --"])(
    'is not found by "%s"',
    async (token) => {
      expect(await world.people.findSession(token)).toBeNull();
    },
  );

  test('ends after eight hours without use, and lives on with use', async () => {
    const [used, idle] = [await enter(), await enter()];
    world.pass(8 * HOUR_MS - 1);
    expect(await lives(used)).toBe(true);
    world.pass(1);
    expect(await lives(idle)).toBe(false);
    world.pass(8 * HOUR_MS - 2);
    expect(await lives(used)).toBe(true);
  });

  test('is not kept alive by being looked at', async () => {
    const { token } = await enter();
    for (let hours = 0; hours < 7; hours += 1) {
      world.pass(HOUR_MS);
      expect(await world.people.findSession(token, 'look')).not.toBeNull();
    }
    world.pass(HOUR_MS);
    expect(await world.people.findSession(token, 'look')).toBeNull();
  });

  test('ends after a week, however much it is used', async () => {
    const opened = await enter();
    for (let hours = 4; hours < 7 * 24; hours += 4) {
      world.pass(4 * HOUR_MS);
      expect(await lives(opened)).toBe(true);
    }
    expect((await world.people.findSession(opened.token))?.expiresAt).toBe(
      new Date(world.now().getTime() + 4 * HOUR_MS).toISOString(),
    );
    world.pass(4 * HOUR_MS);
    expect(await lives(opened)).toBe(false);
  });

  test('writes its use down once a minute at most', async () => {
    const opened = await enter();
    const lastSeen = async () =>
      (await world.db.query('SELECT last_seen_at FROM raccordo.session WHERE id = $1', [opened.session.id]))[0];
    const first = await lastSeen();
    world.pass(MINUTE_MS - 1);
    expect(await lives(opened)).toBe(true);
    expect(await lastSeen()).toEqual(first);
    world.pass(1);
    expect(await lives(opened)).toBe(true);
    expect(await lastSeen()).not.toEqual(first);
  });

  test('shows the person as they are now', async () => {
    const opened = await enter();
    await world.people.update(anna.id, { displayName: 'Anna Verdi' }, null);
    expect((await world.people.findSession(opened.token))?.person.displayName).toBe('Anna Verdi');
  });

  test('ends when its person signs out, and only that one', async () => {
    const [one, other] = [await enter(), await enter()];
    await world.people.signOut(one.session.id);
    expect([await lives(one), await lives(other)]).toEqual([false, true]);
  });

  test('ends everywhere on request, or everywhere else', async () => {
    await world.people.endSessions(anna.id, null);
    const [one, two, three] = [await enter(), await enter(), await enter()];
    expect(await world.people.endSessions(anna.id, one.session.id)).toBe(2);
    expect([await lives(one), await lives(two), await lives(three)]).toEqual([true, false, false]);
    expect(await world.people.endSessions(anna.id, null)).toBe(1);
    expect(await lives(one)).toBe(false);
  });

  test('of the fifty-first browser ends the one that was used longest ago', async () => {
    await world.people.endSessions(anna.id, null);
    const first = await enter();
    world.pass(MINUTE_MS);
    const second = await enter();
    for (let count = 0; count < 49; count += 1) await enter();
    expect([await lives(first), await lives(second)]).toEqual([false, true]);
  });
});

describe('a new password', () => {
  test('ends the other sessions of the person, and the old password', async () => {
    const bruno = await world.person('bruno');
    const signIn = (password: string) => world.people.signIn(bruno.name, password, newCaller());
    const [here, elsewhere] = [await signIn(GOOD_PASSWORD), await signIn(GOOD_PASSWORD)];
    await world.people.changePassword(here.session, GOOD_PASSWORD, OTHER_PASSWORD);
    expect([await lives(here), await lives(elsewhere)]).toEqual([true, false]);
    await expect(signIn(GOOD_PASSWORD)).rejects.toMatchObject({ code: 'login_refused' });
    await signIn(OTHER_PASSWORD);
  });

  test('needs the current one, and guessing that has to wait too', async () => {
    const carla = await world.person('carla');
    const { session } = await world.people.signIn(carla.name, GOOD_PASSWORD, newCaller());
    const change = (current: string) => world.people.changePassword(session, current, OTHER_PASSWORD);
    for (let count = 0; count < 5; count += 1) {
      await expect(change('not the password')).rejects.toMatchObject({ code: 'login_refused' });
    }
    await expect(change(GOOD_PASSWORD)).rejects.toMatchObject({ code: 'login_throttled', retryAfterMs: 1_000 });
    world.pass(1_000);
    await change(GOOD_PASSWORD);
  });

  test('of two that are set at once with the same current one, one wins', async () => {
    const dora = await world.person('dora');
    const { session } = await world.people.signIn(dora.name, GOOD_PASSWORD, newCaller());
    const results = await Promise.allSettled([
      world.people.changePassword(session, GOOD_PASSWORD, OTHER_PASSWORD),
      world.people.changePassword(session, GOOD_PASSWORD, `${OTHER_PASSWORD} e mezza`),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('that is weak changes nothing', async () => {
    const elsa = await world.person('elsa');
    const opened = await world.people.signIn(elsa.name, GOOD_PASSWORD, newCaller());
    await expect(world.people.changePassword(opened.session, GOOD_PASSWORD, 'short')).rejects.toMatchObject({
      code: 'password_weak',
      details: { reason: 'tooShort', minimum: 12 },
    });
    await expect(world.people.setPassword(elsa.id, `${elsa.name} sul lago`)).rejects.toMatchObject({
      code: 'password_weak',
      details: { reason: 'containsName', minimum: 12 },
    });
    expect(await lives(opened)).toBe(true);
  });

  test('set by the operator ends all sessions', async () => {
    const fabio = await world.person('fabio');
    const opened = await world.people.signIn(fabio.name, GOOD_PASSWORD, newCaller());
    await world.people.setPassword(fabio.id, OTHER_PASSWORD);
    expect(await lives(opened)).toBe(false);
    await expect(world.people.setPassword('nobody', OTHER_PASSWORD)).rejects.toMatchObject({ code: 'person_unknown' });
  });
});
