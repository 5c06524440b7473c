import { readFile } from 'node:fs/promises';
import { readDelegations } from './rights/delegation.ts';
import type { SimulatorApplication } from './token/index.ts';
import { readApplications } from './token/index.ts';
import type { SimulatorUser } from './users.ts';

/** The file with the users cannot be used; the message names the file, the entry and the field. */
export class UsersFileError extends Error {
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'UsersFileError';
  }
}

/** Who may sign in. */
export interface UsersFile {
  readonly users: readonly SimulatorUser[];
  readonly applications: readonly SimulatorApplication[];
}

/**
 * Reads a JSON array of `SimulatorUser`, or an object with it as `users` and with `applications` beside it.
 * @throws UsersFileError
 */
export async function readUsersFile(path: string): Promise<UsersFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsersFileError(path, `cannot be read (${error.code ?? 'unknown error'})`);
  });
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new UsersFileError(path, 'is not valid JSON');
  }
  const entries = entriesOf(content);
  if (!Array.isArray(entries) || entries.length === 0) throw new UsersFileError(path, 'must be a JSON array of users');
  const users = entries.map((entry: unknown, index) => userFrom(path, entry, index));
  assertDistinct(path, users);
  const section = Array.isArray(content) ? undefined : (content as { readonly applications?: unknown }).applications;
  return { users, applications: readApplications(section, (problem) => new UsersFileError(path, problem)) };
}

/** The array itself, or the one in what the simulator printed when it started. */
function entriesOf(content: unknown): unknown {
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
  return isObject ? (content as { readonly users?: unknown }).users : content;
}

function userFrom(path: string, entry: unknown, index: number): SimulatorUser {
  const fail = (problem: string) => new UsersFileError(path, `user ${index + 1}: ${problem}`);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw fail('must be an object');
  const fields = entry as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '') throw fail(`"${name}" must be a text`);
    return value;
  };
  const smtp = text('smtp');
  if (!/^[^@\s]+@[^@\s]+$/.test(smtp)) throw fail('"smtp" must be an e-mail address');
  const { mayImpersonate, aliases } = fields;
  const flags = (['ewsEnabled', 'hasMailbox', 'passwordExpired'] as const).flatMap((name) => {
    const value = fields[name];
    if (value === undefined) return [];
    if (typeof value !== 'boolean') throw fail(`"${name}" must be a boolean`);
    return [[name, value] as const];
  });
  for (const name of ['principalName', 'sid']) {
    const value = fields[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) throw fail(`"${name}" must be a text`);
  }
  const delegates = fields['delegates'] === undefined ? undefined : readDelegations(fields['delegates'], fail);
  const [name, domainInName] = text('user').split('\\').toReversed();
  const domain = domainInName ?? fields['domain'];
  if (domain !== undefined && typeof domain !== 'string') throw fail('"domain" must be a text');
  if (mayImpersonate !== undefined && typeof mayImpersonate !== 'boolean' && !isTexts(mayImpersonate))
    throw fail('"mayImpersonate" must be a boolean or a list of addresses');
  if (aliases !== undefined && !isTexts(aliases)) throw fail('"aliases" must be a list of texts');
  return {
    user: name ?? text('user'),
    password: text('password'),
    smtp,
    displayName: typeof fields['displayName'] === 'string' ? text('displayName') : (smtp.split('@')[0] ?? smtp),
    ...(domain === undefined ? {} : { domain }),
    ...(mayImpersonate === undefined ? {} : { mayImpersonate }),
    ...(aliases === undefined ? {} : { aliases }),
    ...(delegates === undefined ? {} : { delegates }),
    ...(fields['principalName'] === undefined ? {} : { principalName: text('principalName') }),
    ...(fields['sid'] === undefined ? {} : { sid: text('sid') }),
    ...Object.fromEntries(flags),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function assertDistinct(path: string, users: readonly SimulatorUser[]): void {
  const seen = new Set<string>();
  for (const { user, domain, smtp, aliases } of users) {
    for (const name of [`${domain ?? ''}\\${user}`, smtp, ...(aliases ?? [])].map((text) => text.toLowerCase())) {
      if (seen.has(name)) throw new UsersFileError(path, `"${name}" appears twice`);
      seen.add(name);
    }
  }
}
