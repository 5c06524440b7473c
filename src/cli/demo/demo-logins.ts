import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectorParts } from '../../connector/index.ts';
import type { Role } from '../../people/index.ts';
import { DEMO_ADMINISTRATOR } from './demo-configuration.ts';

/** How one of the demo's people signs in to the page. */
export interface DemoLogin {
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

const FILE = 'logins.json';
/** Leaves out what looks like something else on a screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Made once for a demo directory: whoever can read its files can sign in, nobody else. */
export function demoLogins(directory: string, users: readonly { readonly name: string }[]): readonly DemoLogin[] {
  const file = join(directory, FILE);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as readonly DemoLogin[];
  const people = users.map(({ name }): DemoLogin => ({ name, password: newPassword(), role: 'user' }));
  const logins = [
    { name: DEMO_ADMINISTRATOR.name, password: newPassword(), role: 'administrator' } as const,
    ...people,
  ];
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return logins;
}

/** Gives everybody the password that is told. */
export async function setPasswords(
  { people }: Pick<ConnectorParts, 'people'>,
  logins: readonly DemoLogin[],
): Promise<void> {
  for (const { name, password } of logins) {
    const person = await people.findByName(name);
    if (person !== null) await people.setPassword(person.id, password);
  }
}

/** Long enough for a day of trying things out; a new start prints a new one. */
const SIGN_IN_LINK_MS = 24 * 3_600_000;

/** Where the administrator is signed in at once. The token travels in the fragment, which no server sees. */
export async function administratorPage({ people }: Pick<ConnectorParts, 'people'>, pageUrl: string): Promise<string> {
  const person = await people.findByName(DEMO_ADMINISTRATOR.name);
  if (person?.active !== true) return pageUrl;
  const { token } = await people.issueLink('signIn', person.id, SIGN_IN_LINK_MS);
  return `${pageUrl}/#link=${token}`;
}

/** Some 79 random bits, in groups that can be typed off a screen. */
function newPassword(): string {
  const characters: string[] = [];
  // A byte above the last whole multiple would make the first letters likelier than the others.
  const limit = Math.floor(256 / ALPHABET.length) * ALPHABET.length;
  while (characters.length < GROUPS * GROUP_LENGTH)
    for (const byte of randomBytes(GROUPS * GROUP_LENGTH))
      if (byte < limit) characters.push(ALPHABET[byte % ALPHABET.length] ?? '');
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}
