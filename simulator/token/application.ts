import { X509Certificate } from 'node:crypto';

/** A program that is registered in the directory and signs in as itself, without a person. */
export interface SimulatorApplication {
  readonly clientId: string;
  readonly displayName?: string;
  /** Domain under which it is registered; the token endpoint stands at `/TENANT/oauth2/v2.0/token`. */
  readonly tenant?: string;
  /** Any of them proves who it is, until its end. */
  readonly secrets?: readonly ApplicationSecret[];
  /** PEM. Who signs with a key of one of them is the application. */
  readonly certificates?: readonly string[];
  /** The administrator has consented to `full_access_as_app`; by default yes. */
  readonly consented?: boolean;
  /** Whom it may act for; everybody by default. */
  readonly mayImpersonate?: boolean | readonly string[];
  /** An hour by default. */
  readonly tokenLifetimeSeconds?: number;
}

export interface ApplicationSecret {
  readonly secret: string;
  /** ISO instant; never by default. */
  readonly endsAt?: string;
}

export const DEFAULT_TENANT = 'azienda.example';

/** Reads the section `applications` of a users file. @throws what `fail` makes of a problem */
export function readApplications(value: unknown, fail: (problem: string) => Error): readonly SimulatorApplication[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw fail('"applications" must be a list');
  return value.map((entry: unknown, index) =>
    applicationFrom(entry, (problem) => fail(`application ${index + 1}: ${problem}`)),
  );
}

function applicationFrom(entry: unknown, fail: (problem: string) => Error): SimulatorApplication {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw fail('must be an object');
  const fields = entry as Readonly<Record<string, unknown>>;
  const { clientId, secrets = [], certificates = [], consented, mayImpersonate, tokenLifetimeSeconds } = fields;
  if (typeof clientId !== 'string' || clientId === '') throw fail('"clientId" must be a text');
  for (const name of ['displayName', 'tenant'])
    if (fields[name] !== undefined && typeof fields[name] !== 'string') throw fail(`"${name}" must be a text`);
  if (!Array.isArray(secrets) || !secrets.every(isSecret)) throw fail('"secrets" must be a list of { secret, endsAt }');
  if (!Array.isArray(certificates) || !certificates.every(isCertificate))
    throw fail('"certificates" must be a list of certificates in PEM');
  if (secrets.length + certificates.length === 0) throw fail('needs "secrets" or "certificates"');
  if (consented !== undefined && typeof consented !== 'boolean') throw fail('"consented" must be a boolean');
  const isList = Array.isArray(mayImpersonate) && mayImpersonate.every((address) => typeof address === 'string');
  if (mayImpersonate !== undefined && typeof mayImpersonate !== 'boolean' && !isList)
    throw fail('"mayImpersonate" must be a boolean or a list of addresses');
  if (tokenLifetimeSeconds !== undefined && !(Number(tokenLifetimeSeconds) > 0))
    throw fail('"tokenLifetimeSeconds" must be a number above 0');
  return { ...fields, clientId, secrets, certificates };
}

function isSecret(value: unknown): value is ApplicationSecret {
  if (typeof value !== 'object' || value === null) return false;
  const { secret, endsAt } = value as Readonly<Record<string, unknown>>;
  const ends = endsAt === undefined || (typeof endsAt === 'string' && !Number.isNaN(Date.parse(endsAt)));
  return typeof secret === 'string' && secret !== '' && ends;
}

function isCertificate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    return new X509Certificate(value).raw.length > 0;
  } catch {
    return false;
  }
}
