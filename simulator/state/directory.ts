import type { SimulatorUser } from '../users.ts';

/** Who exists, found by the names and addresses that clients use. Names compare without regard to case. */
export class Directory {
  readonly users: readonly SimulatorUser[];
  readonly #changedPasswords = new Map<SimulatorUser, string>();

  constructor(users: readonly SimulatorUser[]) {
    this.users = users;
  }

  passwordOf(user: SimulatorUser): string {
    return this.#changedPasswords.get(user) ?? user.password;
  }

  /** As the domain does it: what NTLM has signed in stays signed in. @throws Error when nobody signs in with that name */
  changePassword(login: string, password: string): void {
    const user = this.findByLogin(login);
    if (user === undefined) throw new Error(`Nobody signs in as ${login}`);
    this.#changedPasswords.set(user, password);
  }

  /** `DOMAIN\user`, `user`, or the address. */
  findByLogin(login: string): SimulatorUser | undefined {
    const separator = login.indexOf('\\');
    if (separator >= 0) return this.findAccount(login.slice(separator + 1), login.slice(0, separator));
    return this.findAccount(login, '');
  }

  /** @param domain empty when the client named none */
  findAccount(name: string, domain: string): SimulatorUser | undefined {
    const wanted = name.toLowerCase();
    return this.users.find((user) => {
      if (user.smtp.toLowerCase() === wanted) return true;
      if (user.user.toLowerCase() !== wanted) return false;
      return domain === '' || user.domain === undefined || user.domain.toLowerCase() === domain.toLowerCase();
    });
  }

  /** The name may be given; without one it is the primary address. */
  findByPrincipalName(name: string): SimulatorUser | undefined {
    const wanted = name.toLowerCase();
    return this.users.find((user) => (user.principalName ?? user.smtp).toLowerCase() === wanted);
  }

  findBySid(sid: string): SimulatorUser | undefined {
    return this.users.find((user) => user.sid === sid);
  }

  findByPrimaryAddress(address: string): SimulatorUser | undefined {
    const wanted = address.toLowerCase();
    return this.users.find((user) => user.smtp.toLowerCase() === wanted);
  }

  findByAnyAddress(address: string): SimulatorUser | undefined {
    const wanted = address.toLowerCase();
    const has = (user: SimulatorUser) => user.aliases?.some((alias) => alias.toLowerCase() === wanted) ?? false;
    return this.findByPrimaryAddress(address) ?? this.users.find(has);
  }

  /** Ambiguous name resolution: beginnings of names and addresses, or a whole legacy DN. Only mailboxes are found. */
  resolve(text: string): readonly SimulatorUser[] {
    return this.#resolveAll(text).filter(({ hasMailbox }) => hasMailbox !== false);
  }

  #resolveAll(text: string): readonly SimulatorUser[] {
    const wanted = text
      .trim()
      .toLowerCase()
      .replace(/^(smtp|ex):/, '');
    if (wanted.startsWith('/o=')) return this.users.filter((user) => legacyDnOf(user).toLowerCase() === wanted);
    const exact = this.findByAnyAddress(wanted);
    if (exact !== undefined) return [exact];
    return this.users.filter((user) =>
      [user.smtp, ...(user.aliases ?? []), user.user, user.displayName, ...user.displayName.split(' ')].some((name) =>
        name.toLowerCase().startsWith(wanted),
      ),
    );
  }
}

/** What stands in place of an SMTP address where an entry was picked from the address list. */
export function legacyDnOf(user: SimulatorUser): string {
  return `/o=Azienda/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${user.user}`;
}
