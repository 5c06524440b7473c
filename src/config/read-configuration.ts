import { ConnectorError } from '../model/index.ts';
import type { Configuration } from './configuration.ts';
import { crossProblems } from './cross-checks.ts';
import { parseYaml } from './parse-yaml.ts';
import { resolvePassword } from './password-problems.ts';
import type { ConfigurationProblem } from './problem.ts';
import type { ConfigurationDocument } from './schema/document.ts';
import { documentSchema } from './schema/document.ts';
import type { CredentialsDocument } from './schema/password-source.ts';
import type { ProfileDocument } from './schema/profile.ts';
import { schemaProblems } from './schema-problems.ts';
import type { SecretValues } from './secret-references.ts';
import { toConfiguration } from './to-configuration.ts';

export type ReadConfiguration =
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigurationProblem[] };

export interface ReadContext {
  /** What is stored now: a file may refer to objects that it does not contain. */
  readonly current: Configuration;
  readonly secretValues: SecretValues;
  /** @throws ConnectorError when the address cannot be one of an Exchange server */
  readonly normaliseServerUrl: (typed: string, allowInsecureHttp: boolean) => string;
}

/** Reads a configuration file and finds everything that is wrong with it, not only the first. */
export function readConfiguration(text: string, context: ReadContext): ReadConfiguration {
  const parsed = parseYaml(text);
  if (parsed.kind === 'problems') return parsed;
  const checked = documentSchema.safeParse(parsed.value, { reportInput: true });
  if (!checked.success) {
    return { kind: 'problems', problems: schemaProblems(documentSchema, checked.error.issues) };
  }
  const problems: ConfigurationProblem[] = [];
  const passwords = resolvePasswords(checked.data, context.secretValues, problems);
  const urls = resolveServerUrls(checked.data.profiles, context.normaliseServerUrl, problems);
  const roles = new Map(context.current.users.map(({ name, role }) => [name, role]));
  const firstRuns = new Map(context.current.accounts.map(({ name, firstRun }) => [name, firstRun]));
  const configuration = toConfiguration(checked.data, {
    passwordOf: (credentials) => passwords.get(credentials) ?? '',
    serverUrlOf: (profile) => urls.get(profile) ?? profile.serverUrl,
    storedRoleOf: (name) => roles.get(name),
    storedFirstRunOf: (name) => firstRuns.get(name),
  });
  problems.push(...crossProblems(context.current, configuration));
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'configuration', configuration };
}

function resolvePasswords(
  document: ConfigurationDocument,
  values: SecretValues,
  problems: ConfigurationProblem[],
): ReadonlyMap<CredentialsDocument, string> {
  const passwords = new Map<CredentialsDocument, string>();
  const resolve = (credentials: CredentialsDocument | undefined, path: string) => {
    if (credentials === undefined) return;
    const result = resolvePassword(credentials, path, values);
    if (result.kind === 'password') passwords.set(credentials, result.password);
    else problems.push(result.problem);
  };
  document.profiles.forEach(({ delegate }, index) => resolve(delegate, `profiles[${index}].delegate`));
  document.accounts.forEach(({ credentials }, index) => resolve(credentials, `accounts[${index}].credentials`));
  return passwords;
}

function resolveServerUrls(
  profiles: readonly ProfileDocument[],
  normalise: ReadContext['normaliseServerUrl'],
  problems: ConfigurationProblem[],
): ReadonlyMap<ProfileDocument, string> {
  const urls = new Map<ProfileDocument, string>();
  profiles.forEach((profile, index) => {
    try {
      urls.set(profile, normalise(profile.serverUrl, profile.allowInsecureHttp));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const path = `profiles[${index}].serverUrl`;
      problems.push({ path, code: 'server_url_refused', sentence: 'server_url', params: { why: error.code } });
    }
  });
  return urls;
}
