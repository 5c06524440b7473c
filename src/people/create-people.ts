import type { CrmUsers } from '../crm/builtin/index.ts';
import type { Database } from '../database/index.ts';
import { insertAudit, pageAudit } from './audit.ts';
import { insertPerson, updatePerson } from './change-person.ts';
import { inspectLink, issueLink } from './links.ts';
import type { PeopleParts } from './parts.ts';
import type { PasswordCost } from './password-hash.ts';
import { createPasswordHasher } from './password-hash.ts';
import { changePassword, setPassword } from './passwords.ts';
import type { People } from './port.ts';
import { findPersonByName, hasAdministrator, listPersons, pagePersons, readPerson } from './read-person.ts';
import { createAdministrator, redeemLink } from './redeem.ts';
import { endSession, endSessionsOf, findSession } from './sessions.ts';
import { signIn } from './sign-in.ts';

export interface PeopleOptions {
  /** Migrated. */
  readonly database: Database;
  /** Of the CRM in the same database. */
  readonly users: CrmUsers;
  /** The clock by which sessions, links and waits end; that of the machine by default. */
  readonly now?: () => Date;
  /** What it costs to try a password; by default as much as a server can bear. Less is for tests. */
  readonly passwordCost?: PasswordCost | undefined;
}

/** Those who sign in are the users of the CRM; what the CRM does not know about them is kept here. */
export function createPeople({ database, users, now = () => new Date(), passwordCost }: PeopleOptions): People {
  const parts: PeopleParts = { database, users, now, hasher: createPasswordHasher(passwordCost) };
  return {
    hasAdministrator: () => hasAdministrator(database, users),
    list: (userIds) => listPersons(database, users, userIds),
    page: (afterId, limit) => pagePersons(database, users, afterId, limit),
    search: (text) => users.search(text),
    get: (userId) => readPerson(database, users, userId),
    findByName: (name) => findPersonByName(database, users, name),
    create: (person, login) => database.transaction((tx) => insertPerson(tx, users.within(tx), person, login)),
    update: (userId, change, expectedVersion) => updatePerson(parts, userId, change, expectedVersion),
    signIn: (name, password, address) => signIn(parts, name, password, address),
    findSession: (token, counts) => findSession(parts, token, counts),
    signOut: (sessionId) => endSession(database, sessionId),
    endSessions: (userId, exceptSessionId) => endSessionsOf(database, userId, exceptSessionId),
    changePassword: (session, current, next) => changePassword(parts, session, current, next),
    setPassword: (userId, password) => setPassword(parts, userId, password),
    issueLink: (kind, userId, lifetimeMs) => issueLink(parts, kind, userId, lifetimeMs),
    inspectLink: (token) => inspectLink(parts, token),
    redeemLink: (token, password) => redeemLink(parts, token, password),
    createAdministrator: (token, person, password) => createAdministrator(parts, token, person, password),
    audit: (entry) => insertAudit(database, entry, now()),
    pageAudit: (cursor, limit) => pageAudit(database, cursor, limit),
  };
}
