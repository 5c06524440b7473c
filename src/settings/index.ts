export { itemRulesOf } from './item-rules.ts';
export { newProfile } from './new-profile.ts';
export {
  meaningOf,
  type RuleMeaningCode,
  type RuleSentence,
  type RuleWarningCode,
  warningsOf,
} from './rules-in-words.ts';
export * from './settings.ts';
export { createSettingsStore } from './settings-store.ts';
