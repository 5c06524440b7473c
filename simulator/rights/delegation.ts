import type { SimulatorUser } from '../users.ts';
import type { FolderRole } from './folder-role.ts';
import { isFolderRole } from './folder-role.ts';

/** What one account may do in the mailbox of another. */
export interface Delegation {
  /** Who may: a login or an address. */
  readonly to: string;
  /** FullAccess on the mailbox: every folder, and private items. */
  readonly fullAccess?: boolean;
  /**
   * Distinguished or shown name of a folder → level. A folder that is not named is closed; one that a person made is
   * like the folder above it.
   */
  readonly folders?: Readonly<Record<string, FolderRole>>;
  readonly viewPrivateItems?: boolean;
}

/** Who may do what in whose mailbox. Changes count from the next request on. */
export class Delegations {
  readonly #byOwner = new Map<string, readonly Delegation[]>();

  constructor(users: readonly SimulatorUser[]) {
    for (const { smtp, delegates = [] } of users) this.#byOwner.set(smtp.toLowerCase(), delegates);
  }

  of(owner: string): readonly Delegation[] {
    return this.#byOwner.get(owner.toLowerCase()) ?? [];
  }

  /** Takes the place of what `delegation.to` was granted before. */
  grant(owner: string, delegation: Delegation): void {
    const others = this.of(owner).filter(({ to }) => to.toLowerCase() !== delegation.to.toLowerCase());
    this.#byOwner.set(owner.toLowerCase(), [...others, delegation]);
  }
}

/** @param fail makes the error for one entry of a users file @throws what `fail` makes */
export function readDelegations(entries: unknown, fail: (problem: string) => Error): readonly Delegation[] {
  if (!Array.isArray(entries)) throw fail('"delegates" must be a list');
  return entries.map((entry: unknown): Delegation => {
    if (typeof entry !== 'object' || entry === null) throw fail('"delegates" must hold objects');
    const { to, fullAccess, folders, viewPrivateItems } = entry as Readonly<Record<string, unknown>>;
    if (typeof to !== 'string' || to === '') throw fail('"delegates": "to" must be a login or an address');
    for (const flag of [fullAccess, viewPrivateItems]) {
      if (flag !== undefined && typeof flag !== 'boolean') throw fail('"delegates": flags must be booleans');
    }
    return {
      to,
      ...(typeof fullAccess === 'boolean' ? { fullAccess } : {}),
      ...(folders === undefined ? {} : { folders: readRoles(folders, fail) }),
      ...(typeof viewPrivateItems === 'boolean' ? { viewPrivateItems } : {}),
    };
  });
}

function readRoles(folders: unknown, fail: (problem: string) => Error): Readonly<Record<string, FolderRole>> {
  if (typeof folders !== 'object' || folders === null) throw fail('"delegates": "folders" must be an object');
  return Object.fromEntries(
    Object.entries(folders).map(([name, role]: [string, unknown]) => {
      if (typeof role !== 'string' || !isFolderRole(role))
        throw fail(`"delegates": "${name}" has no level of that name`);
      return [name, role];
    }),
  );
}
