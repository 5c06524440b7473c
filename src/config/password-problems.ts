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
    const found = given.join(', ');
    const said: Pick<ConfigurationProblem, 'sentence' | 'params'> =
      given.length === 0
        ? { sentence: 'password_none', params: {} }
        : { sentence: 'password_several', params: { found } };
    return { kind: 'problem', problem: { path, code: 'password_source', ...said } };
  }
  if (credentials.password !== undefined) return { kind: 'password', password: credentials.password };
  const reference = secretReference(credentials);
  const value = reference === null ? undefined : values[reference];
  if (value !== undefined && value !== '') return { kind: 'password', password: value };
  const said: Pick<ConfigurationProblem, 'sentence' | 'params'> =
    credentials.passwordEnv !== undefined
      ? { sentence: 'password_variable_unset', params: { variable: credentials.passwordEnv } }
      : { sentence: 'password_file_unreadable', params: { file: credentials.passwordFile ?? '' } };
  return { kind: 'problem', problem: { path: `${path}.${given[0]}`, code: 'password_unavailable', ...said } };
}
