export { DOUBT_REASONS, type DoubtReason } from './doubt.ts';
export { type InstallationGuard, openInstallationGuard, trustingGuard } from './guard.ts';
export { readPlace } from './place.ts';
