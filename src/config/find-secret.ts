import type { ConfigurationProblem } from './problem.ts';
import type { SecretName, SecretValues } from './secret-references.ts';
import { sourcesOf } from './secret-references.ts';

export type FoundSecret =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'problem'; readonly problem: ConfigurationProblem };

/**
 * What a group of settings says of one of its secrets: itself, or where it is.
 * @param group holds it under its name, or a reference beside that
 * @param path of the group
 */
export function findSecret(
  group: Readonly<Record<string, unknown>>,
  name: SecretName,
  path: string,
  values: SecretValues,
): FoundSecret {
  const given = sourcesOf(name).filter(({ key }) => group[key] !== undefined);
  const [source] = given;
  if (source === undefined) return { kind: 'none' };
  if (given.length > 1) {
    const params = { sources: keysOf(name), found: given.map(({ key }) => key).join(', ') };
    return { kind: 'problem', problem: { path, code: 'secret_source', sentence: 'secret_several', params } };
  }
  const told = String(group[source.key]);
  if (source.scheme === null) return { kind: 'secret', secret: told };
  const value = values[`${source.scheme}:${told}`];
  if (value !== undefined && value !== '') return { kind: 'secret', secret: value };
  const said: Pick<ConfigurationProblem, 'sentence' | 'params'> =
    source.scheme === 'env'
      ? { sentence: 'secret_variable_unset', params: { variable: told } }
      : { sentence: 'secret_file_unreadable', params: { file: told } };
  return { kind: 'problem', problem: { path: `${path}.${source.key}`, code: 'secret_unavailable', ...said } };
}

/** Where exactly one of the ways has to be gone. */
export function noSecret(name: SecretName, path: string): ConfigurationProblem {
  return { path, code: 'secret_source', sentence: 'secret_none', params: { sources: keysOf(name) } };
}

function keysOf(name: SecretName): string {
  return sourcesOf(name)
    .map(({ key }) => key)
    .join(', ');
}
