import { ConnectorError } from '../model/index.ts';
import type { SignInSetting } from '../settings/settings.ts';
import type { Configuration } from './configuration.ts';
import { crossProblems } from './cross-checks.ts';
import { findSecret, noSecret } from './find-secret.ts';
import { parseYaml } from './parse-yaml.ts';
import type { ConfigurationProblem } from './problem.ts';
import type { ConfigurationDocument } from './schema/document.ts';
import { documentSchema } from './schema/document.ts';
import type { OAuthDocument } from './schema/oauth.ts';
import type { ProfileDocument } from './schema/profile.ts';
import type { CredentialsDocument } from './schema/secret-source.ts';
import { schemaProblems } from './schema-problems.ts';
import type { SecretName, SecretValues } from './secret-references.ts';
import type { OAuthSecrets } from './to-configuration.ts';
import { toConfiguration } from './to-configuration.ts';

export type ReadConfiguration =
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigurationProblem[] };

export interface ReadContext {
  /** What is stored now: a file may refer to objects that it does not contain. */
  readonly current: Configuration;
  readonly secretValues: SecretValues;
  /** @throws ConnectorError when the address cannot be one of an Exchange server */
  readonly normaliseServerUrl: (typed: string, allowInsecureHttp: boolean, signIn: SignInSetting) => string;
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
  const applications = resolveApplications(checked.data.profiles, context.secretValues, problems);
  const urls = resolveServerUrls(checked.data.profiles, context.normaliseServerUrl, problems);
  const roles = new Map(context.current.users.map(({ name, role }) => [name, role]));
  const firstRuns = new Map(context.current.accounts.map(({ name, firstRun }) => [name, firstRun]));
  const configuration = toConfiguration(checked.data, {
    passwordOf: (credentials) => passwords.get(credentials) ?? '',
    secretsOf: (oauth) => applications.get(oauth) ?? {},
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
    const found = findSecret(credentials, 'password', path, values);
    if (found.kind === 'secret') passwords.set(credentials, found.secret);
    else problems.push(found.kind === 'problem' ? found.problem : noSecret('password', path));
  };
  document.profiles.forEach(({ delegate }, index) => resolve(delegate, `profiles[${index}].delegate`));
  document.accounts.forEach(({ credentials }, index) => resolve(credentials, `accounts[${index}].credentials`));
  return passwords;
}

/** What an application proves itself with; whether it is enough is looked at later. */
function resolveApplications(
  profiles: readonly ProfileDocument[],
  values: SecretValues,
  problems: ConfigurationProblem[],
): ReadonlyMap<OAuthDocument, OAuthSecrets> {
  const applications = new Map<OAuthDocument, OAuthSecrets>();
  profiles.forEach(({ oauth }, index) => {
    if (oauth === undefined) return;
    const secretOf = (name: SecretName) => {
      const found = findSecret(oauth, name, `profiles[${index}].oauth`, values);
      if (found.kind === 'problem') problems.push(found.problem);
      // Where it was meant to be there, nothing else is missing.
      return found.kind === 'secret' ? { [name]: found.secret } : found.kind === 'none' ? {} : { [name]: null };
    };
    applications.set(oauth, { ...secretOf('clientSecret'), ...secretOf('certificate'), ...secretOf('privateKey') });
  });
  return applications;
}

function resolveServerUrls(
  profiles: readonly ProfileDocument[],
  normalise: ReadContext['normaliseServerUrl'],
  problems: ConfigurationProblem[],
): ReadonlyMap<ProfileDocument, string> {
  const urls = new Map<ProfileDocument, string>();
  profiles.forEach((profile, index) => {
    try {
      // With OAuth plain http is refused whatever the switch says: to name the switch would lead astray.
      const mayBePlain = profile.allowInsecureHttp || profile.signIn === 'oauth';
      urls.set(profile, normalise(profile.serverUrl, mayBePlain, profile.signIn));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const path = `profiles[${index}].serverUrl`;
      problems.push({ path, code: 'server_url_refused', sentence: 'server_url', params: { why: error.code } });
    }
  });
  return urls;
}
