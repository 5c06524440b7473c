export {
  type Configuration,
  type ConfiguredAccount,
  type ConfiguredProfile,
  type ConfiguredUser,
  type PlainCredentials,
} from './configuration.ts';
export { type ConfigurationChange, type ConfigurationValue, diffConfiguration, type FieldChange } from './diff.ts';
export { type ConfigurationProblem, type ProblemCode } from './problem.ts';
export { type ReadConfiguration, type ReadContext, readConfiguration } from './read-configuration.ts';
export { formatDuration } from './schema/duration.ts';
export { collectSecretValues, type SecretSources, type SecretValues } from './secret-references.ts';
