export {
  type CertificateFacts,
  type ClientCertificateFault,
  certificateFacts,
  certificatesIn,
  privateKeyIn,
} from './client-certificate.ts';
export { impersonatedName, impersonatesBy } from './impersonated-name.ts';
export { itemRulesOf } from './item-rules.ts';
export { newProfile } from './new-profile.ts';
export { hasServiceAccount } from './one-account-for-all.ts';
export {
  meaningOf,
  type RuleMeaningCode,
  type RuleSentence,
  type RuleWarningCode,
  warningsOf,
} from './rules-in-words.ts';
export * from './settings.ts';
export { createSettingsStore } from './settings-store.ts';
export { tokenUrlOf } from './token-url.ts';
