import type { CrmUsers } from '../../crm/builtin/index.ts';
import { createUsers } from '../../crm/builtin/users.ts';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import type { People, Person, Role } from '../index.ts';
import { createPeople } from '../index.ts';
import { CHEAP_PASSWORDS } from './cheap-passwords.ts';

export const GOOD_PASSWORD = 'quattro barche nel porto';
export const OTHER_PASSWORD = 'la nebbia sale alle sette';
/** A caller of its own in each test, so that no test waits for another's failures. */
let lastCaller = 0;
export function newCaller(): string {
  lastCaller += 1;
  return `10.0.${lastCaller >> 8}.${lastCaller & 255}`;
}

export interface PeopleWorld {
  readonly db: Database;
  readonly users: CrmUsers;
  readonly people: People;
  /** The clock stands still until it is moved. */
  pass(ms: number): void;
  now(): Date;
  /** A person with a name of its own, and `GOOD_PASSWORD`. */
  person(name: string, role?: Role): Promise<Person>;
}

/** People on a real database that lives in memory. */
export async function openPeopleWorld(): Promise<PeopleWorld> {
  const db = await openTestDatabase();
  await migrate(db);
  const users = createUsers(db);
  let nowMs = Date.parse('2026-11-25T08:00:00Z');
  const people = createPeople({ database: db, users, now: () => new Date(nowMs), passwordCost: CHEAP_PASSWORDS });
  let serial = 0;
  return {
    db,
    users,
    people,
    now: () => new Date(nowMs),
    pass: (ms) => {
      nowMs += ms;
    },
    person: async (name, role = 'user') => {
      serial += 1;
      const unique = `${name}${serial}`;
      const created = await people.create(
        { name: unique, displayName: name, email: `${unique}@meccanica-brenta.example`, timeZone: 'Europe/Rome' },
        { role, emailVerified: true },
      );
      await people.setPassword(created.id, GOOD_PASSWORD);
      return (await people.get(created.id)) ?? created;
    },
  };
}
