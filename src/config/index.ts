export type {
  Configuration,
  ConfiguredAccount,
  ConfiguredProfile,
  ConfiguredUser,
  PlainCredentials,
  PlainOAuth,
} from './configuration.ts';
export { crossProblems } from './cross-checks.ts';
export { type ConfigurationChange, type ConfigurationValue, diffConfiguration, type FieldChange } from './diff.ts';
export { oauthProblems } from './oauth-problems.ts';
export type { ConfigurationProblem, ProblemCode, ProblemSentence } from './problem.ts';
export { type ReadConfiguration, type ReadContext, readConfiguration } from './read-configuration.ts';
export { collectSecretValues, type SecretSources, type SecretValues } from './secret-references.ts';
