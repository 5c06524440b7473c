import type { z } from 'zod';
import type {
  accountListSchema,
  accountPatchSchema,
  accountSchema,
  listedAccountSchema,
  newAccountSchema,
} from './schemas/account.ts';
import type { auditPageSchema } from './schemas/audit.ts';
import type { configurationResultSchema } from './schemas/configuration.ts';
import type { conflictDecisionSchema, conflictPageSchema, conflictSchema } from './schemas/conflict.ts';
import type { connectionStepSchema, connectionTestEndSchema } from './schemas/connection-test.ts';
import type {
  explainedItemSchema,
  explanationSchema,
  itemExplanationSchema,
  journalSchema,
} from './schemas/explanation.ts';
import type { importResultSchema } from './schemas/import-result.ts';
import type { installationSchema } from './schemas/installation.ts';
import type { mailboxAppointmentsSchema, mailboxContactsSchema } from './schemas/mailbox-item.ts';
import type { oldDeletionsLeftSchema, oldDeletionsSchema } from './schemas/old-deletions.ts';
import type {
  inspectedLinkSchema,
  issuedLinkSchema,
  personPageSchema,
  personSchema,
  sessionSchema,
  setupSchema,
} from './schemas/person.ts';
import type { planSchema, planStepPageSchema, planStepSchema } from './schemas/plan.ts';
import type {
  availableProfileListSchema,
  newProfileSchema,
  profileListSchema,
  profilePatchSchema,
  profileSchema,
} from './schemas/profile.ts';
import type {
  appointmentPageSchema,
  appointmentRecordSchema,
  contactPageSchema,
  contactRecordSchema,
} from './schemas/record.ts';
import type { reviewedItemSchema, reviewSchema } from './schemas/review.ts';
import type { rulesResourceSchema } from './schemas/rules.ts';
import type { runListSchema, runSchema } from './schemas/run.ts';
import type { accountStandingSchema, accountStatusSchema, scopeStatusSchema, statusSchema } from './schemas/status.ts';
import type { stopListSchema, stopSchema } from './schemas/stop.ts';
import type { findingPageSchema, findingSchema, repairResultSchema } from './schemas/verification.ts';

/** What the API answers, as types: all that its clients (the command, the page) know of it. */
export type Account = z.output<typeof accountSchema>;
export type AccountList = z.output<typeof accountListSchema>;
export type AccountPatch = z.input<typeof accountPatchSchema>;
export type AccountStanding = z.output<typeof accountStandingSchema>;
export type AccountStatus = z.output<typeof accountStatusSchema>;
export type AppointmentPage = z.output<typeof appointmentPageSchema>;
export type AppointmentRecord = z.output<typeof appointmentRecordSchema>;
export type AuditPage = z.output<typeof auditPageSchema>;
export type AvailableProfileList = z.output<typeof availableProfileListSchema>;
export type ConfigurationResult = z.output<typeof configurationResultSchema>;
export type Conflict = z.output<typeof conflictSchema>;
export type ConflictDecision = z.input<typeof conflictDecisionSchema>;
export type ConflictPage = z.output<typeof conflictPageSchema>;
export type ConnectionStep = z.output<typeof connectionStepSchema>;
export type ConnectionTestEnd = z.output<typeof connectionTestEndSchema>;
export type ContactPage = z.output<typeof contactPageSchema>;
export type ContactRecord = z.output<typeof contactRecordSchema>;
export type ExplainedItem = z.output<typeof explainedItemSchema>;
export type Explanation = z.output<typeof explanationSchema>;
export type Finding = z.output<typeof findingSchema>;
export type FindingPage = z.output<typeof findingPageSchema>;
export type ImportResult = z.output<typeof importResultSchema>;
export type InspectedLink = z.output<typeof inspectedLinkSchema>;
export type IssuedLink = z.output<typeof issuedLinkSchema>;
export type ItemExplanation = z.output<typeof itemExplanationSchema>;
export type Journal = z.output<typeof journalSchema>;
export type ListedAccount = z.output<typeof listedAccountSchema>;
export type MailboxAppointments = z.output<typeof mailboxAppointmentsSchema>;
export type MailboxContacts = z.output<typeof mailboxContactsSchema>;
export type NewAccount = z.input<typeof newAccountSchema>;
export type NewProfile = z.input<typeof newProfileSchema>;
export type OldDeletions = z.output<typeof oldDeletionsSchema>;
export type OldDeletionsLeft = z.output<typeof oldDeletionsLeftSchema>;
export type Person = z.output<typeof personSchema>;
export type PersonPage = z.output<typeof personPageSchema>;
export type Plan = z.output<typeof planSchema>;
export type PlanStep = z.output<typeof planStepSchema>;
export type PlanStepPage = z.output<typeof planStepPageSchema>;
export type Profile = z.output<typeof profileSchema>;
export type ProfileList = z.output<typeof profileListSchema>;
export type ProfilePatch = z.input<typeof profilePatchSchema>;
export type RepairResult = z.output<typeof repairResultSchema>;
export type Review = z.output<typeof reviewSchema>;
export type ReviewedItem = z.output<typeof reviewedItemSchema>;
export type Rules = z.output<typeof rulesResourceSchema>;
export type Run = z.output<typeof runSchema>;
export type RunList = z.output<typeof runListSchema>;
export type ScopeStatus = z.output<typeof scopeStatusSchema>;
export type Session = z.output<typeof sessionSchema>;
export type Setup = z.output<typeof setupSchema>;
export type Installation = z.output<typeof installationSchema>;
export type ServerStop = z.output<typeof stopSchema>;
export type ServerStopList = z.output<typeof stopListSchema>;
export type Status = z.output<typeof statusSchema>;
