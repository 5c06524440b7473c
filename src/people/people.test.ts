import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUsers } from '../crm/builtin/users.ts';
import { migrate, readMigrations } from '../database/migrate.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { AuditEntry, NewPerson, Person } from './index.ts';
import { createPeople, forgetExpired } from './index.ts';
import type { PeopleWorld } from './testing/people-world.ts';
import { GOOD_PASSWORD, newCaller, OTHER_PASSWORD, openPeopleWorld } from './testing/people-world.ts';

const DAY_MS = 86_400_000;

let world: PeopleWorld;
let boss: Person;
beforeAll(async () => {
  world = await openPeopleWorld();
  boss = await world.person('boss', 'administrator');
});
afterAll(() => world.db.close());

const newPerson = (name: string): NewPerson => ({
  name,
  displayName: name,
  email: `${name}@meccanica-brenta.example`,
  timeZone: 'Europe/Rome',
});

test.for(['operator', ' Operator ', 'anna\u200b'])(
  'nobody is called "%s": in the record it would be somebody else',
  async (name) => {
    const person = { name, displayName: 'X', email: 'x@brenta.example', timeZone: 'Europe/Rome' };
    await expect(world.people.create(person, { role: 'user', emailVerified: true })).rejects.toMatchObject({
      code: 'crm_invalid_record',
    });
  },
);

describe('a person', () => {
  test('is a user of the CRM who may be able to sign in', async () => {
    const created = await world.people.create(newPerson('Carla'), { role: 'user', emailVerified: false });
    expect(created).toMatchObject({ role: 'user', hasPassword: false, emailVerified: false, lastSignInAt: null });
    expect(await world.users.get(created.id)).toMatchObject(newPerson('Carla'));
    expect(await world.people.findByName('cARLA')).toEqual(created);
    expect(await world.people.list()).toContainEqual(created);
  });

  test('whom the CRM entered by itself has no rights beyond the own and nothing confirmed', async () => {
    const { id } = await world.users.create(newPerson('dora'));
    expect(await world.people.get(id)).toMatchObject({ role: 'user', hasPassword: false, emailVerified: false });
    await world.people.setPassword(id, GOOD_PASSWORD);
    await world.people.signIn('dora', GOOD_PASSWORD, newCaller());
  });

  test('who was there before people could sign in has a confirmed address and no password', async () => {
    const older = await openTestDatabase();
    const migrations = await readMigrations(new URL('../database/migrations/', import.meta.url));
    await migrate(older, migrations.slice(0, 3));
    const users = createUsers(older);
    const { id } = await users.create({ ...newPerson('Anton'), email: 'Anton@Brenta.example' });
    await migrate(older, migrations.slice(0, 4));
    const person = await createPeople({ database: older, users }).get(id);
    expect(person).toMatchObject({ role: 'user', emailVerified: true, hasPassword: false, lastSignInAt: null });
    await older.close();
  });

  test('shares name and address with nobody; nothing is left of the attempt', async () => {
    const before = await world.people.list();
    const twin = world.people.create(
      { ...newPerson('twin'), email: boss.email },
      { role: 'user', emailVerified: true },
    );
    await expect(twin).rejects.toMatchObject({ code: 'crm_user_exists', details: { field: 'email' } });
    expect(await world.people.list()).toEqual(before);
  });

  test('is changed only as it was read', async () => {
    const elsa = await world.person('elsa');
    const changed = await world.people.update(elsa.id, { displayName: 'Elsa B.' }, elsa.version);
    expect(changed.version).not.toBe(elsa.version);
    await expect(world.people.update(elsa.id, { displayName: 'Elsa C.' }, elsa.version)).rejects.toMatchObject({
      code: 'person_changed',
      disposition: 'conflict',
    });
    expect(await world.people.update(elsa.id, { displayName: 'Elsa D.' }, null)).toMatchObject({
      displayName: 'Elsa D.',
    });
    await expect(world.people.update('nobody', {}, null)).rejects.toMatchObject({ code: 'person_unknown' });
  });

  test('has another version after every change that can be read, also one of the CRM, and the same after a sign-in', async () => {
    const fabio = await world.person('fabio');
    const versions = [fabio.version];
    const remember = async () => versions.push((await world.people.get(fabio.id))?.version ?? '');
    for (const change of [
      { role: 'administrator' },
      { emailVerified: false },
      { active: false },
      { timeZone: 'Asia/Tokyo' },
    ] as const) {
      await world.people.update(fabio.id, change, null);
      await remember();
    }
    await world.users.update(fabio.id, { displayName: 'Fabio' });
    await remember();
    expect(new Set(versions).size).toBe(6);
    const greta = await world.person('greta');
    await world.people.signIn(greta.name, GOOD_PASSWORD, newCaller());
    expect((await world.people.get(greta.id))?.version).toBe(greta.version);
  });

  test('of two changes at the same moment that were based on the same reading, one is refused', async () => {
    const hugo = await world.person('hugo');
    const results = await Promise.allSettled([
      world.people.update(hugo.id, { displayName: 'One' }, hugo.version),
      world.people.update(hugo.id, { displayName: 'Two' }, hugo.version),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('who is switched off, or becomes less, is signed out everywhere', async () => {
    for (const change of [{ active: false }, { role: 'user' }] as const) {
      const person = await world.person('ines', 'administrator');
      const { token } = await world.people.signIn(person.name, GOOD_PASSWORD, newCaller());
      await world.people.update(person.id, { displayName: 'Ines' }, null);
      expect(await world.people.findSession(token)).not.toBeNull();
      await world.people.update(person.id, change, null);
      await world.people.update(person.id, { active: true }, null);
      expect(await world.people.findSession(token)).toBeNull();
    }
  });
});

describe('a confirmed address', () => {
  test('is confirmed as it is: a changed one has to be confirmed anew, and so has the old one when it returns', async () => {
    const person = await world.person('jana');
    expect(person.emailVerified).toBe(true);
    const moved = await world.people.update(person.id, { email: 'jana@elsewhere.example' }, null);
    expect(moved.emailVerified).toBe(false);
    const back = await world.people.update(person.id, { email: person.email }, null);
    expect(back.emailVerified).toBe(false);
    expect(await world.people.update(person.id, { emailVerified: true }, null)).toMatchObject({ emailVerified: true });
    expect(await world.people.update(person.id, { emailVerified: false }, null)).toMatchObject({
      emailVerified: false,
    });
  });

  test('is confirmed together with a change by whoever may do so', async () => {
    const person = await world.person('karl');
    const change = { email: 'Karl@Elsewhere.example', emailVerified: true };
    expect(await world.people.update(person.id, change, null)).toMatchObject({ emailVerified: true });
  });

  test('does not pass to an address that the CRM changed beside us; the case of its letters does not matter', async () => {
    const person = await world.person('lena');
    await world.users.update(person.id, { email: person.email.toUpperCase() });
    expect((await world.people.get(person.id))?.emailVerified).toBe(true);
    await world.users.update(person.id, { email: 'lena@elsewhere.example' });
    expect((await world.people.get(person.id))?.emailVerified).toBe(false);
  });
});

describe('somebody can always administer', () => {
  const onlyBoss = async () => {
    for (const person of await world.people.list()) {
      if (person.id !== boss.id) await world.people.update(person.id, { role: 'user' }, null);
    }
  };

  test.for([{ active: false }, { role: 'user' }, { active: false, role: 'user' }] as const)(
    'the last active administrator cannot be changed by %o',
    async (change) => {
      await onlyBoss();
      const off = await world.person('off', 'administrator');
      await world.people.update(off.id, { active: false }, null);
      const { token } = await world.people.signIn(boss.name, GOOD_PASSWORD, newCaller());
      await expect(world.people.update(boss.id, change, null)).rejects.toMatchObject({ code: 'last_administrator' });
      expect(await world.people.get(boss.id)).toMatchObject({ active: true, role: 'administrator' });
      expect(await world.people.findSession(token)).not.toBeNull();
      expect(await world.people.hasAdministrator()).toBe(true);
    },
  );

  test('two who take the role from each other at the same moment: one of them keeps it', async () => {
    await onlyBoss();
    const other = await world.person('marta', 'administrator');
    const results = await Promise.allSettled([
      world.people.update(boss.id, { role: 'user' }, null),
      world.people.update(other.id, { active: false }, null),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.people.hasAdministrator()).toBe(true);
    await world.people.update(boss.id, { role: 'administrator' }, null);
  });
});

describe('the record of what was done', () => {
  const done = (name: string): Omit<AuditEntry, 'id' | 'at'> => ({
    actor: 'operator',
    action: 'profile_created',
    object: { kind: 'profile', name },
    details: { title: 'Sede', count: 3, active: true },
  });

  test('is read newest first, page by page, also while it grows', async () => {
    for (let count = 1; count <= 5; count += 1) await world.people.audit(done(`p${count}`));
    const first = await world.people.pageAudit(null, 2);
    expect(first.entries[0]).toMatchObject({ ...done('p5'), at: world.now().toISOString().replace('.000Z', 'Z') });
    await world.people.audit(done('p6'));
    const second = await world.people.pageAudit(first.cursor, 2);
    const names = [...first.entries, ...second.entries].map(({ object }) => object?.name);
    expect(names).toEqual(['p5', 'p4', 'p3', 'p2']);
  });

  test('ends with a page without a cursor', async () => {
    let cursor: string | null = null;
    const seen = new Set<string>();
    do {
      const page = await world.people.pageAudit(cursor, 7);
      for (const { id } of page.entries) seen.add(id);
      ({ cursor } = page);
    } while (cursor !== null);
    const [counted] = await world.db.query<{ total: number }>('SELECT count(*)::int AS total FROM raccordo.audit');
    expect(seen.size).toBe(counted?.total);
  });

  test.for(['', 'rubbish', 'MDAx', Buffer.from('9'.repeat(30)).toString('base64url')])(
    'does not go on from "%s"',
    async (cursor) => {
      await expect(world.people.pageAudit(cursor, 10)).rejects.toMatchObject({ code: 'cursor_invalid' });
    },
  );
});

describe('what is over', () => {
  test('is deleted day by day; what counts stays', async () => {
    const nina = await world.person('nina');
    await world.people.signIn(nina.name, GOOD_PASSWORD, newCaller());
    await world.people.issueLink('password', nina.id, DAY_MS);
    await expect(world.people.signIn(nina.name, 'x', newCaller())).rejects.toMatchObject({ code: 'login_refused' });
    await world.db.query(`DELETE FROM raccordo.audit WHERE ordinal < (SELECT max(ordinal) - 3 FROM raccordo.audit)`);
    const counts = async () => {
      const [row] = await world.db.query(
        `SELECT (SELECT count(*) FROM raccordo.session)::int AS sessions, (SELECT count(*) FROM raccordo.login_link)::int AS links,
           (SELECT count(*) FROM raccordo.login_throttle)::int AS failures, (SELECT count(*) FROM raccordo.audit)::int AS entries`,
      );
      return row;
    };
    const before = await counts();
    await forgetExpired(world.db, world.now());
    expect(await counts()).toEqual(before);
    const inDays = (days: number) => forgetExpired(world.db, new Date(world.now().getTime() + days * DAY_MS));
    await inDays(2);
    expect(await counts()).toMatchObject({ sessions: 0, links: 0, failures: 0, entries: before?.['entries'] });
    await inDays(91);
    expect(await world.db.query(`SELECT FROM raccordo.audit WHERE action = 'sign_in_refused'`)).toEqual([]);
    expect((await counts())?.['entries']).toBeGreaterThan(0);
    await inDays(401);
    expect(await counts()).toMatchObject({ entries: 0 });
    await world.people.signIn(nina.name, GOOD_PASSWORD, newCaller());
  });
});

test('no value that leaves this folder, and no error, holds a hash, a password, or a token that it was not asked for', async () => {
  const { people } = world;
  const olga = await world.person('olga', 'administrator');
  const link = await people.issueLink('password', olga.id, DAY_MS);
  const opened = await people.redeemLink(link.token, OTHER_PASSWORD);
  const failed = (work: Promise<unknown>) => work.catch((error: unknown) => [String(error), JSON.stringify(error)]);
  const told = JSON.stringify([
    await people.list(),
    await people.get(olga.id),
    await people.findByName(olga.name),
    await people.update(olga.id, { displayName: 'Olga' }, null),
    opened.session,
    await people.findSession(opened.token),
    await people.pageAudit(null, 500),
    await failed(people.signIn(olga.name, GOOD_PASSWORD, newCaller())),
    await failed(people.changePassword(opened.session, GOOD_PASSWORD, `${GOOD_PASSWORD}!`)),
    await failed(people.setPassword(olga.id, 'too short')),
    await failed(people.redeemLink(link.token, GOOD_PASSWORD)),
  ]);
  const [login] = await world.db.query<{ hash: string }>(
    'SELECT password_hash AS hash FROM raccordo.login WHERE user_id = $1',
    [olga.id],
  );
  expect(login?.hash).toContain('argon2id');
  for (const secret of [
    login?.hash ?? '',
    'argon2',
    GOOD_PASSWORD,
    OTHER_PASSWORD,
    'too short',
    opened.token,
    link.token,
  ]) {
    expect(told).not.toContain(secret);
  }
});
