import type { AuditPage, IssuedLink, Person, PersonPage } from '../../../src/api/resources.ts';
import { request } from './request.ts';

export type { IssuedLink, Person };
export type AuditEntry = AuditPage['entries'][number];

const PAGE_SIZE = 100;

const address = (name: string) => `/api/users/${encodeURIComponent(name)}`;

/** Everybody whom the caller may see. */
export async function readUsers(): Promise<readonly Person[]> {
  const users: Person[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) });
    const page: PersonPage = await request('GET', `/api/users?${query}`);
    users.push(...page.users);
    ({ cursor } = page);
  } while (cursor !== null);
  return users;
}

export const readUser = (name: string) => request<Person>('GET', address(name));

export interface NewUser {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly timeZone: string;
  readonly role: Person['role'];
  readonly emailVerified: boolean;
}

export const createUser = (user: NewUser) => request<Person>('POST', '/api/users', { body: user });

export type UserChange = Partial<NewUser & Pick<Person, 'active'>>;

export const changeUser = (name: string, etag: string, change: UserChange) =>
  request<Person>('PATCH', address(name), { body: change, ifMatch: etag });

export const issuePasswordLink = (name: string) => request<IssuedLink>('POST', `${address(name)}/password-link`);

export const endSessions = (name: string) => request<void>('DELETE', `${address(name)}/sessions`);

export function readAudit(cursor: string | null, limit: number): Promise<AuditPage> {
  const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
  return request('GET', `/api/audit?${query}`);
}
