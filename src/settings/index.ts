export { itemRulesOf } from './item-rules.ts';
export { newProfile } from './new-profile.ts';
export * from './settings.ts';
export { createSettingsStore } from './settings-store.ts';
