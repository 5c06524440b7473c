export { type ApplyRequest, type ApplyResult, applyConfiguration } from './apply-configuration.ts';
export { browseMailbox, type MailboxPage } from './browse-mailbox.ts';
export { type Connector, createConnector } from './connector.ts';
export { type Audience, announceCrmChange } from './crm-changes.ts';
export type { ConnectorEvent, EventHub } from './events.ts';
export { type ExplainedItem, type Explanation, explain } from './explain/explain.ts';
export type { RemedyCode } from './explain/remedy.ts';
export { type AccountJournalEntry, type JournalFilter, readJournal } from './journal.ts';
export type { ConnectorParts, Tuning } from './parts.ts';
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
export { readStatus, type Status } from './status.ts';
export { readStoredConfiguration, type StoredConfiguration } from './stored-configuration.ts';
export type { AccountOutcome, StartedRuns, StartRequest, Synchroniser } from './synchroniser.ts';
