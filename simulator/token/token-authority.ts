import { randomBytes } from 'node:crypto';
import type { SimulatorUser } from '../users.ts';
import type { ApplicationSecret, SimulatorApplication } from './application.ts';
import { DEFAULT_TENANT } from './application.ts';
import { readSigned, signClaims } from './json-web-token.ts';

const EXCHANGE_ONLINE = 'https://outlook.office365.com';
/** Tokens for it are given out as well, and Exchange does not take them. */
const ANOTHER_RESOURCE = 'https://graph.microsoft.com';

/** What Exchange finds out about a token. */
export type TokenCheck =
  | { readonly kind: 'application'; readonly application: SimulatorApplication }
  | {
      readonly kind: 'refused';
      readonly fault: 'invalid_token' | 'expired' | 'wrong_audience' | 'no_permission';
    };

/** Who gives out tokens, and whom Exchange asks about them. */
export class TokenAuthority {
  readonly #applications = new Map<string, SimulatorApplication>();
  readonly #key = randomBytes(32);
  readonly #revokedAt = new Map<string, number>();
  #audiences: readonly string[] = [EXCHANGE_ONLINE];
  #count = 0;

  constructor(applications: readonly SimulatorApplication[]) {
    for (const application of applications) this.#applications.set(application.clientId.toLowerCase(), application);
  }

  /** Tokens that were given out. */
  get issued(): number {
    return this.#count;
  }

  get hasApplications(): boolean {
    return this.#applications.size > 0;
  }

  /** The server's own name is an audience beside that of Exchange Online. */
  serveAt(origin: string): void {
    this.#audiences = [EXCHANGE_ONLINE, origin];
  }

  knowsTenant(tenant: string): boolean {
    return [...this.#applications.values()].some((application) => tenantOf(application) === tenant.toLowerCase());
  }

  knowsResource(resource: string): boolean {
    return [...this.#audiences, ANOTHER_RESOURCE].includes(resource);
  }

  find(clientId: string, tenant: string): SimulatorApplication | undefined {
    const application = this.#applications.get(clientId.toLowerCase());
    return application !== undefined && tenantOf(application) === tenant.toLowerCase() ? application : undefined;
  }

  /** Replaces what the application proves itself with, or what it may do. @throws Error when there is none */
  change(clientId: string, change: Partial<Omit<SimulatorApplication, 'clientId'>>): void {
    const application = this.#applications.get(clientId.toLowerCase());
    if (application === undefined) throw new Error(`There is no application ${clientId}`);
    this.#applications.set(clientId.toLowerCase(), { ...application, ...change });
  }

  /** From now on nothing is worth anything that was given out before. */
  revokeTokens(clientId: string): void {
    this.#revokedAt.set(clientId.toLowerCase(), this.#count);
  }

  issue(application: SimulatorApplication, resource: string): { readonly token: string; readonly seconds: number } {
    const seconds = application.tokenLifetimeSeconds ?? 3600;
    this.#count += 1;
    const claims = {
      aud: resource,
      appid: application.clientId,
      tid: tenantOf(application),
      exp: Date.now() / 1000 + seconds,
      nr: this.#count,
      // Consent that comes later is in later tokens only.
      roles: application.consented === false ? [] : ['full_access_as_app'],
    };
    return { token: signClaims(claims, this.#key), seconds };
  }

  check(token: string): TokenCheck {
    const claims = readSigned(token, this.#key);
    const clientId = String(claims?.['appid'] ?? '').toLowerCase();
    const application = this.#applications.get(clientId);
    const isRevoked = Number(claims?.['nr']) <= (this.#revokedAt.get(clientId) ?? 0);
    if (claims === undefined || application === undefined || isRevoked) return refused('invalid_token');
    if (Number(claims['exp']) < Date.now() / 1000) return refused('expired');
    if (!this.#audiences.includes(String(claims['aud']))) return refused('wrong_audience');
    const roles = claims['roles'];
    const mayAct = Array.isArray(roles) && roles.includes('full_access_as_app');
    return mayAct ? { kind: 'application', application } : refused('no_permission');
  }
}

/** How the application looks to whoever works for a caller: an account without a mailbox. */
export function callerOf(application: SimulatorApplication): SimulatorUser {
  return {
    user: application.clientId,
    password: '',
    smtp: `${application.clientId}@applications.invalid`,
    displayName: application.displayName ?? application.clientId,
    mayImpersonate: application.mayImpersonate ?? true,
    hasMailbox: false,
    isApplication: true,
  };
}

/** The one that was shown; an expired one counts as known. */
export function findSecret(application: SimulatorApplication, shown: string): ApplicationSecret | undefined {
  return application.secrets?.find(({ secret }) => secret === shown);
}

function tenantOf({ tenant = DEFAULT_TENANT }: SimulatorApplication): string {
  return tenant.toLowerCase();
}

function refused(fault: Extract<TokenCheck, { kind: 'refused' }>['fault']): TokenCheck {
  return { kind: 'refused', fault };
}
