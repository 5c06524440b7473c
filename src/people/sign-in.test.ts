import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPeople } from './index.ts';
import type { PeopleWorld } from './testing/people-world.ts';
import { GOOD_PASSWORD, newCaller, OTHER_PASSWORD, openPeopleWorld } from './testing/people-world.ts';

const refused = expect.objectContaining({ code: 'login_refused', disposition: 'reauth' });
const SECOND_MS = 1_000;
const QUARTER_MS = 15 * 60_000;

let world: PeopleWorld;
beforeAll(async () => {
  world = await openPeopleWorld();
});
afterAll(() => world.db.close());

const fail = (name: string, caller: string) =>
  expect(world.people.signIn(name, 'not the password', caller)).rejects.toEqual(refused);
const failures = async (times: number, name: string, caller: string) => {
  for (let count = 0; count < times; count += 1) await fail(name, caller);
};
const throttled = (retryAfterMs: number) =>
  expect.objectContaining({ code: 'login_throttled', retryAfterMs, details: { seconds: retryAfterMs / 1000 } });

describe('signing in', () => {
  test('takes the login name or the e-mail address, without regard to case and blanks around', async () => {
    const anna = await world.person('anna');
    for (const typed of [anna.name, anna.name.toUpperCase(), ` ${anna.email.toUpperCase()} `]) {
      const { session, token } = await world.people.signIn(typed, GOOD_PASSWORD, newCaller());
      expect(session.person).toMatchObject({ id: anna.id, lastSignInAt: '2026-11-25T08:00:00Z', hasPassword: true });
      expect((await world.people.findSession(token))?.id).toBe(session.id);
    }
  });

  test('answers the same for a wrong password, an unknown name, no password, and who is switched off', async () => {
    const bruno = await world.person('bruno');
    const off = await world.person('off');
    await world.people.update(off.id, { active: false }, null);
    const none = await world.people.create(
      { name: 'none', displayName: 'None', email: 'none@x.example', timeZone: 'Europe/Rome' },
      { role: 'user', emailVerified: true },
    );
    const answers = await Promise.all(
      [
        [bruno.name, OTHER_PASSWORD],
        [bruno.name, ''],
        ['nobody', GOOD_PASSWORD],
        [off.name, GOOD_PASSWORD],
        [none.name, GOOD_PASSWORD],
        [none.name, ''],
      ].map(([name = '', password = '']) =>
        world.people
          .signIn(name, password, newCaller())
          .catch((error: unknown) => [String(error), JSON.stringify(error)]),
      ),
    );
    expect(String(answers[0])).toContain('login_refused');
    expect(new Set(answers.map(String)).size).toBe(1);
  });

  test('costs 19 MiB and two passes unless told otherwise; a hash of another cost is renewed, and only then', async () => {
    const dora = await world.person('dora');
    const people = createPeople({ database: world.db, users: world.users, now: world.now });
    const stored = async () =>
      (await world.db.query('SELECT password_hash FROM raccordo.login WHERE user_id = $1', [dora.id]))[0];
    expect((await stored())?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
    await people.signIn(dora.name, GOOD_PASSWORD, newCaller());
    const renewed = await stored();
    expect(renewed?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await people.signIn(dora.name, GOOD_PASSWORD, newCaller());
    expect(await stored()).toEqual(renewed);
  });

  test('with the old password while a new one is set leaves no session behind', async () => {
    const elsa = await world.person('elsa');
    await Promise.allSettled([
      world.people.signIn(elsa.name, GOOD_PASSWORD, newCaller()),
      world.people.setPassword(elsa.id, OTHER_PASSWORD),
      world.people.signIn(elsa.name, GOOD_PASSWORD, newCaller()),
    ]);
    await expect(world.people.signIn(elsa.name, GOOD_PASSWORD, newCaller())).rejects.toEqual(refused);
    expect(await world.db.query('SELECT id FROM raccordo.session WHERE user_id = $1', [elsa.id])).toEqual([]);
  });
});

describe('whoever guesses has to wait', () => {
  test('five failures under a name are free; then the wait doubles, from wherever they come', async () => {
    const name = (await world.person('guessed')).name;
    for (let count = 0; count < 5; count += 1) await fail(name, newCaller());
    await expect(world.people.signIn(name, GOOD_PASSWORD, newCaller())).rejects.toEqual(throttled(SECOND_MS));
    for (const waitMs of [SECOND_MS, 2 * SECOND_MS, 4 * SECOND_MS]) {
      world.pass(waitMs - 1);
      await expect(world.people.signIn(name, 'x', newCaller())).rejects.toMatchObject({ retryAfterMs: 1 });
      world.pass(1);
      await fail(name, newCaller());
    }
  });

  test('a name that does not exist waits like one that does', async () => {
    const caller = newCaller();
    await failures(5, 'no such name', caller);
    await expect(world.people.signIn('No Such Name ', 'x', caller)).rejects.toEqual(throttled(SECOND_MS));
  });

  test('the wait grows to a quarter of an hour and no further', async () => {
    const name = (await world.person('patient')).name;
    await failures(5, name, newCaller());
    for (let step = 0; step < 12; step += 1) {
      world.pass(Math.min(SECOND_MS * 2 ** step, QUARTER_MS));
      await fail(name, newCaller());
    }
    await expect(world.people.signIn(name, 'x', newCaller())).rejects.toEqual(throttled(QUARTER_MS));
    world.pass(QUARTER_MS);
    await world.people.signIn(name, GOOD_PASSWORD, newCaller());
  });

  test('the right person clears the name', async () => {
    const name = (await world.person('right')).name;
    await failures(4, name, newCaller());
    await world.people.signIn(name, GOOD_PASSWORD, newCaller());
    await failures(5, name, newCaller());
    await expect(world.people.signIn(name, GOOD_PASSWORD, newCaller())).rejects.toEqual(throttled(SECOND_MS));
  });

  test('a quarter of an hour without a failure forgives one', async () => {
    const name = (await world.person('forgiven')).name;
    await failures(5, name, newCaller());
    world.pass(3 * QUARTER_MS);
    await failures(3, name, newCaller());
    await expect(world.people.signIn(name, GOOD_PASSWORD, newCaller())).rejects.toEqual(throttled(SECOND_MS));
  });

  test('a hundred guesses at the same moment are five guesses', async () => {
    const name = (await world.person('rushed')).name;
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, () => world.people.signIn(name, 'x', newCaller())),
    );
    const codes = all.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'in'));
    expect(codes.filter((code) => code === 'login_refused')).toHaveLength(5);
    expect(codes.filter((code) => code === 'login_throttled')).toHaveLength(95);
  });

  test('one caller who tries many names waits after twenty, others do not', async () => {
    const attacker = newCaller();
    for (let count = 0; count < 20; count += 1) await fail(`sprayed ${count}`, attacker);
    await expect(world.people.signIn('the next one', 'x', attacker)).rejects.toEqual(throttled(SECOND_MS));
    const anna = await world.person('elsewhere');
    await world.people.signIn(anna.name, GOOD_PASSWORD, newCaller());
    // From the attacker's address even the right password waits: it would be the prize.
    await expect(world.people.signIn(anna.name, GOOD_PASSWORD, attacker)).rejects.toEqual(throttled(SECOND_MS));
  });

  test('a company behind one address mistypes and signs in all day without waiting', async () => {
    const office = newCaller();
    const people = [await world.person('o1'), await world.person('o2'), await world.person('o3')];
    for (let round = 0; round < 4; round += 1) {
      for (const { name } of people) {
        await failures(2, name, office);
        await world.people.signIn(name, GOOD_PASSWORD, office);
      }
    }
  });

  test('survives a restart, and keeps names only as digests', async () => {
    const rows = await world.db.query<{ key: string }>('SELECT key FROM raccordo.login_throttle');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ key }) => key).filter((key) => !/^(name:[\w-]{43}|address:[\d.]+)$/.test(key))).toEqual([]);
  });

  test('the memory of failures is bounded: the oldest are forgotten first', async () => {
    await world.db.query(
      `INSERT INTO raccordo.login_throttle SELECT 'name:' || n, 1, '2026-01-01'::timestamptz FROM generate_series(1, 10500) n`,
    );
    await fail('one more', newCaller());
    const [counted] = await world.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM raccordo.login_throttle',
    );
    expect(counted?.total).toBe(10_000);
    await failures(4, 'one more', newCaller());
    await expect(world.people.signIn('one more', 'x', newCaller())).rejects.toEqual(throttled(SECOND_MS));
  });
});

describe('the record of who came in', () => {
  test('names who came and who was refused, and never what somebody typed who does not exist', async () => {
    const caller = newCaller();
    const greta = await world.person('greta');
    await fail('GrethaPasswordInTheWrongField', caller);
    await fail(greta.email, caller);
    await world.people.signIn(greta.name, GOOD_PASSWORD, caller);
    const { entries } = await world.people.pageAudit(null, 3);
    expect(entries.map(({ id: _id, at: _at, ...entry }) => entry)).toEqual([
      {
        actor: greta.name,
        action: 'signed_in',
        object: { kind: 'session', name: greta.name },
        details: { how: 'password', address: caller },
      },
      {
        actor: null,
        action: 'sign_in_refused',
        object: { kind: 'session', name: greta.name },
        details: { address: caller },
      },
      { actor: null, action: 'sign_in_refused', object: null, details: { address: caller } },
    ]);
  });
});
