import type { ConfigurationProblem } from './problem.ts';
import type { CredentialsDocument } from './schema/password-source.ts';
import type { SecretValues } from './secret-references.ts';
import { secretReference } from './secret-references.ts';

/** @returns the password, or what keeps it from being known */
export function resolvePassword(
  credentials: CredentialsDocument,
  path: string,
  values: SecretValues,
):
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem } {
  const given = (['password', 'passwordEnv', 'passwordFile'] as const).filter((key) => credentials[key] !== undefined);
  if (given.length !== 1) {
    const message = `needs exactly one of password, passwordEnv and passwordFile${given.length === 0 ? '' : `; it has ${given.join(' and ')}`}`;
    return { kind: 'problem', problem: { path, code: 'password_source', message } };
  }
  if (credentials.password !== undefined) return { kind: 'password', password: credentials.password };
  const reference = secretReference(credentials);
  const value = reference === null ? undefined : values[reference];
  if (value !== undefined && value !== '') return { kind: 'password', password: value };
  const message =
    credentials.passwordEnv !== undefined
      ? `the environment variable ${credentials.passwordEnv} is not set`
      : `the file ${credentials.passwordFile} cannot be read or is empty`;
  return { kind: 'problem', problem: { path: `${path}.${given[0]}`, code: 'password_unavailable', message } };
}
