import type { ConfigurationProblem } from '../../config/index.ts';

/**
 * Settings with any problem change nothing. The paths are those of the one object that was sent, `delegate.password`;
 * codes and sentences are those of the configuration file.
 */
export interface SettingsRefused {
  readonly kind: 'refused';
  readonly problems: readonly ConfigurationProblem[];
}

export type SettingsResult<Value> = { readonly kind: 'stored'; readonly value: Value } | SettingsRefused;

export function refused(...problems: readonly ConfigurationProblem[]): SettingsRefused {
  return { kind: 'refused', problems };
}

/** @param path within the object that was sent */
export function problemAt(
  path: string,
  code: ConfigurationProblem['code'],
  sentence: ConfigurationProblem['sentence'],
  params: ConfigurationProblem['params'] = {},
): ConfigurationProblem {
  return { path, code, sentence, params };
}

export function missing(path: string): ConfigurationProblem {
  return problemAt(path, 'missing', 'missing');
}
