export { type Brake, type BrakeLimits, DEFAULT_BRAKE_LIMITS, guard, type Limit } from './brakes/guard.ts';
export { needsLinks } from './brakes/needs-links.ts';
export { NO_LINES, type PlanLines, planHash, planLine, type StepSubject, withLine } from './brakes/plan-hash.ts';
export { countStep, NO_STEPS, type PlanSummary, type StepCounts } from './brakes/plan-summary.ts';
export {
  type CategoriesToWrite,
  exchangeCategoriesFor,
  hasCategory,
  withMarkedOccurrences,
  withoutManagedCategories,
  withReleasedCategories,
} from './categories.ts';
export { type CopyFacts, planCopy } from './copy.ts';
export { isEndedSeries } from './ended-series.ts';
export { type Frozen, frozenBy, UNRECOGNISED } from './frozen.ts';
export { categoriesDue, givenAfter, markingOfLinked } from './marking.ts';
export { type Candidate, chooseMatch, type MatchInput } from './match/choose-match.ts';
export { type Identity, identityKeys } from './match/identity-keys.ts';
export { matchKeys } from './match/match-keys.ts';
export * from './match-types.ts';
export { basesOfAttendee } from './meetings/bases-of-attendee.ts';
export { basesOfOrganizer } from './meetings/bases-of-organizer.ts';
export { isShared } from './meetings/closed-by-meeting.ts';
export { isDayKept } from './meetings/closed-days.ts';
export { alongWith } from './merge/along-with.ts';
export { baseOf, changedFields } from './merge/base.ts';
export { countedBase } from './merge/counted-base.ts';
export { type Day, dayIn, daysOf, daysValue, sameDay, samePart } from './merge/days.ts';
export { displacesWaitingDay } from './merge/displaced-days.ts';
export { mergeFields } from './merge/merge-fields.ts';
export { type Bases, type SettleInput, settledBases } from './merge/settled-bases.ts';
export { textByText } from './merge/text-by-text.ts';
export { isKeptFrom } from './merge/whole-text.ts';
export { OLD_DELETION, statesToDelete } from './old-deletions.ts';
export { type CrmFacts, type CrmTakesPart, crmTakesPart } from './participation/crm-takes-part.ts';
export { type ExchangeFacts, exchangeTakesPart } from './participation/exchange-takes-part.ts';
export { plan } from './plan.ts';
export type { PlanContext } from './plan-context.ts';
export { PROJECTION_VERSION } from './projection.ts';
export { isExclusion, isRememberedForDeletion, REASON_CODES, type ReasonCode } from './reasons.ts';
export * from './rules.ts';
export * from './state.ts';
export * from './step.ts';
export { planInvitedAgain } from './table/invited-again.ts';
export { mergePair } from './table/merge-pair.ts';
export { oldDeletionStays, planOldDeletion } from './table/old-deletion.ts';
export { editLeftAlone } from './table/survivor-edit.ts';
export { contentHash } from './text-hash.ts';
export * from './undo/index.ts';
export { isUnseen, RECORD_OUT_OF_SIGHT } from './unseen-record.ts';
export { type Found, untold, withUntold } from './untold.ts';
export { type WindowRule, windowStart } from './window.ts';
