import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Directory } from '../state/directory.ts';
import type { BearerRefusal } from '../token/bearer-check.ts';
import type { TokenAuthority } from '../token/index.ts';
import { bearerChallenge, bearerRefusal, callerOf } from '../token/index.ts';
import type { SimulatorUser } from '../users.ts';
import { challengeMessage, ntlmMessageType, parseAuthenticate } from './ntlm-messages.ts';
import { provesPassword } from './ntlm-proof.ts';

/** With a user name and a password. */
export type AuthScheme = 'basic' | 'ntlm';

export type AuthResult =
  | { readonly kind: 'user'; readonly user: SimulatorUser; readonly scheme: AuthScheme | 'bearer' }
  /** To be answered with 401 and these values of `WWW-Authenticate`; a token may be answered otherwise. */
  | { readonly kind: 'refused'; readonly challenges: readonly string[]; readonly ofToken?: BearerRefusal };

/** What NTLM knows of a connection: it signs in the connection, not the request. */
type Connection =
  | {
      readonly kind: 'challenged';
      readonly negotiate: Buffer;
      readonly challenge: Buffer;
      readonly serverChallenge: Buffer;
    }
  | { readonly kind: 'user'; readonly user: SimulatorUser; readonly scheme: 'ntlm' };

export class Authenticator {
  readonly #directory: Directory;
  readonly #tokens: TokenAuthority;
  readonly #schemes: readonly AuthScheme[];
  readonly #connections = new WeakMap<Socket, Connection>();

  constructor(directory: Directory, tokens: TokenAuthority, schemes: readonly AuthScheme[]) {
    this.#directory = directory;
    this.#tokens = tokens;
    this.#schemes = schemes;
  }

  /** @param authorization the header, `undefined` on an anonymous request or one of a connection that is signed in */
  authenticate(authorization: string | undefined, socket: Socket): AuthResult {
    const known = this.#connections.get(socket);
    if (authorization === undefined) return known?.kind === 'user' ? known : this.#refuse();
    const [scheme = '', token = ''] = authorization.trim().split(/\s+/);
    switch (scheme.toLowerCase()) {
      case 'basic':
        return this.#basic(token);
      case 'ntlm':
      case 'negotiate':
        return this.#ntlm(scheme, Buffer.from(token, 'base64'), socket);
      case 'bearer':
        return this.#bearer(token);
      default:
        return this.#refuse();
    }
  }

  #refuse(...challenges: readonly string[]): AuthResult {
    return { kind: 'refused', challenges: challenges.length > 0 ? challenges : this.#offers() };
  }

  #offers(): readonly string[] {
    // In the order of IIS.
    return [
      ...(this.#schemes.includes('ntlm') ? ['Negotiate', 'NTLM'] : []),
      ...(this.#schemes.includes('basic') ? ['Basic realm="Exchange"'] : []),
      ...(this.#tokens.hasApplications ? [bearerChallenge()] : []),
    ];
  }

  #basic(token: string): AuthResult {
    if (!this.#schemes.includes('basic')) return this.#refuse();
    const credentials = Buffer.from(token, 'base64').toString('utf8');
    const separator = credentials.indexOf(':');
    const user = separator < 0 ? undefined : this.#directory.findByLogin(credentials.slice(0, separator));
    if (user === undefined || !sameText(credentials.slice(separator + 1), this.#directory.passwordOf(user)))
      return this.#refuse();
    return { kind: 'user', user, scheme: 'basic' };
  }

  #bearer(token: string): AuthResult {
    if (!this.#tokens.hasApplications) return this.#refuse();
    const check = this.#tokens.check(token);
    return check.kind === 'application'
      ? { kind: 'user', user: callerOf(check.application), scheme: 'bearer' }
      : { kind: 'refused', challenges: this.#offers(), ofToken: bearerRefusal(check.fault) };
  }

  #ntlm(scheme: string, token: Buffer, socket: Socket): AuthResult {
    if (!this.#schemes.includes('ntlm')) return this.#refuse();
    const type = ntlmMessageType(token);
    if (type === 1) {
      const serverChallenge = randomBytes(8);
      const domain = this.#directory.users.find((user) => user.domain !== undefined)?.domain ?? 'EXCHANGE';
      const challenge = challengeMessage(serverChallenge, token, domain);
      this.#connections.set(socket, { kind: 'challenged', negotiate: token, challenge, serverChallenge });
      return this.#refuse(`${scheme} ${challenge.toString('base64')}`);
    }
    const begun = this.#connections.get(socket);
    const message = type === 3 ? parseAuthenticate(token) : undefined;
    this.#connections.delete(socket);
    if (message === undefined || begun?.kind !== 'challenged') return this.#refuse();
    // A user name may come as an address, and then without a domain.
    const user = this.#directory.findAccount(message.user, message.domain);
    if (
      user === undefined ||
      !provesPassword(message, { ...begun, authenticate: token }, this.#directory.passwordOf(user))
    )
      return this.#refuse();
    const signedIn = { kind: 'user', user, scheme: 'ntlm' } as const;
    this.#connections.set(socket, signedIn);
    return signedIn;
  }
}

function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
