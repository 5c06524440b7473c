export { DOUBT_REASONS, type DoubtReason } from '../installation/index.ts';
export { type ApplyRequest, type ApplyResult, applyConfiguration } from './apply-configuration.ts';
export { browseMailbox, type MailboxPage } from './browse-mailbox.ts';
export type { ConflictView } from './conflicts/conflict-view.ts';
export { type ConflictDecision, decideConflict } from './conflicts/decide-conflict.ts';
export { getConflictOrThrow } from './conflicts/get-conflict.ts';
export { type ConflictPage, listConflicts } from './conflicts/list-conflicts.ts';
export { type Connector, createConnector } from './connector.ts';
export { type Audience, announceCrmChange } from './crm-changes.ts';
export type { ConnectorEvent, EventHub } from './events.ts';
export { type ExplainedItem, type Explanation, explain } from './explain/explain.ts';
export { type AskedItem, explainItem, type ItemExplanation } from './explain/explain-item.ts';
export type { RemedyCode } from './explain/remedy.ts';
export type { FirstRunState } from './first-run.ts';
export type { HeldBack } from './held-back/admission.ts';
export type { ServerStop } from './held-back/server-stops.ts';
export { tryStopNow } from './held-back/try-now.ts';
export { confirmInstallation } from './installation/confirm-installation.ts';
export { type AccountJournalEntry, type JournalFilter, readJournal } from './journal.ts';
export { leaveOldDeletions } from './old-deletions/leave-old-deletions.ts';
export { planOldDeletions } from './old-deletions/plan-old-deletions.ts';
export { readOldDeletions } from './old-deletions/read-old-deletions.ts';
export type { ConnectorParts, Tuning } from './parts.ts';
export { applyPlan, getPlanOrThrow, pagePlanSteps } from './plans.ts';
export { type RefusalCode, refusal } from './refusal.ts';
export {
  type ParkedItem,
  type Review,
  type ReviewedItem,
  type ReviewQuestion,
  readReview,
} from './review.ts';
export type { Run, RunTrigger } from './run.ts';
export { getRunOrThrow, listRuns, type RunFilter } from './run-history.ts';
export {
  accountPasswordIdentity,
  clientSecretIdentity,
  delegatePasswordIdentity,
  privateKeyIdentity,
} from './secret-identity.ts';
export {
  type AccountListFilter,
  type ListedAccount,
  pageAccountViews,
} from './settings/account-list.ts';
export { type AccountView, getAccountView } from './settings/account-view.ts';
export { type AvailableProfile, listAvailableProfiles } from './settings/available-profiles.ts';
export { changeAccount } from './settings/change-account.ts';
export { changeProfile } from './settings/change-profile.ts';
export { changeRules } from './settings/change-rules.ts';
export { checkClaim } from './settings/check-claim.ts';
export { claimInForce } from './settings/claim-rule.ts';
export { createAccount } from './settings/create-account.ts';
export { createProfile } from './settings/create-profile.ts';
export { decideClaim } from './settings/decide-claim.ts';
export { deleteAccount } from './settings/delete-account.ts';
export { deleteProfile } from './settings/delete-profile.ts';
export { getProfileView, listProfileViews, type ProfileView } from './settings/profile-view.ts';
export type { SettingsRefused, SettingsResult } from './settings/settings-result.ts';
export {
  type ConnectionTest,
  type ProfileTestRequest,
  testAccountConnection,
  testProfileConnection,
} from './settings/test-connection.ts';
export { readStatus, type Status } from './status.ts';
export { readStoredConfiguration, type StoredConfiguration } from './stored-configuration.ts';
export type { AccountOutcome, StartedRuns, StartRequest, Synchroniser } from './synchroniser.ts';
export { startUndo } from './undo/start-undo.ts';
export { type FindingPage, readFindings } from './verify/read-findings.ts';
export { repairFindings } from './verify/repair-findings.ts';
