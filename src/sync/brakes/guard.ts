import type { Side } from '../../model/index.ts';
import { reason } from '../reasons.ts';
import type { Reason } from '../step.ts';
import type { PlanSummary } from './plan-summary.ts';

/** A limit is passed when both its number and its share of the links are exceeded. */
export interface Limit {
  readonly items: number;
  /** 0 to 1. */
  readonly share: number;
}

export interface BrakeLimits {
  readonly massDelete: Limit;
  /** Links that must be live before an empty side is suspicious. */
  readonly sideEmpty: { readonly links: number };
  readonly massChange: Limit;
  readonly massCreate: Limit;
  /**
   * Deletions of the whole installation in half an hour. Passed by more than `items`, or by more than `share` of all
   * links: that one only from `from` deletions on, or a small installation would ask for every tidied mailbox.
   */
  readonly companyDelete: Limit & { readonly from: number };
  /** Meetings about which people are mailed in one run. */
  readonly massMail: { readonly meetings: number };
  /** Links that may stay without their item when a mailbox is recognised again. 0 to 1. */
  readonly notRecognised: { readonly share: number };
}

export const DEFAULT_BRAKE_LIMITS: BrakeLimits = {
  massDelete: { items: 10, share: 0.2 },
  sideEmpty: { links: 5 },
  massChange: { items: 50, share: 0.5 },
  massCreate: { items: 200, share: 0.5 },
  companyDelete: { items: 500, share: 0.01, from: 50 },
  massMail: { meetings: 5 },
  notRecognised: { share: 0.05 },
};

/** Why a plan is not applied as a whole. It goes on when a person approves exactly this plan. */
export interface Brake {
  readonly kind:
    | 'mailboxChanged'
    | 'crmRestored'
    | 'sideEmpty'
    | 'massDelete'
    | 'companyDelete'
    | 'massChange'
    | 'massCreate'
    | 'massMail'
    | 'firstRun';
  readonly reason: Reason;
}

/**
 * The last look at a whole plan before the first write. Nothing of a braked plan is applied: the harmless half of
 * a plan made from a wrong picture is wrong too.
 */
export function guard(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  return (
    frozen(summary, limits) ??
    sideEmpty(summary, limits) ??
    massDelete(summary, limits) ??
    companyDelete(summary, limits) ??
    massChange(summary, limits) ??
    massCreate(summary, limits) ??
    massMail(summary, limits) ??
    firstRun(summary)
  );
}

/** A side is not what it was, and the plan asks about what that means. */
function frozen(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  const { freeze, frozen: items, liveLinks: links } = summary;
  if (freeze === undefined) return null;
  switch (freeze) {
    case 'relink':
      if (items <= links * limits.notRecognised.share) return null;
      return { kind: 'mailboxChanged', reason: reason('B7', 'brake_mailbox_changed', { missing: items, links }) };
    case 'restored':
      if (items === 0) return null;
      return { kind: 'crmRestored', reason: reason('B8', 'brake_crm_restored', { items, links }) };
  }
}

/** Many mailboxes that each lose a little: what no brake of a single one can see. */
function companyDelete(summary: PlanSummary, { companyDelete: limit }: BrakeLimits): Brake | null {
  const planned = summary.deleteInCrm + summary.deleteInExchange;
  if (planned === 0 || summary.installation === undefined) return null;
  const { deletions, reserved, links: left } = summary.installation;
  // What others are about to delete is linked still.
  const links = left + deletions;
  const recent = deletions + reserved;
  const allowed = Math.min(limit.items, Math.max(limit.from, Math.floor(links * limit.share)));
  if (planned + recent <= allowed) return null;
  const params = { deletions: planned, recent, links, allowed };
  return { kind: 'companyDelete', reason: reason('B6', 'brake_company_deletions', params) };
}

/**
 * Counted over 24 hours, against the links that there were before: many small runs must not do what one
 * large run may not.
 */
function massDelete(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  const planned = summary.deleteInCrm + summary.deleteInExchange;
  if (planned === 0) return null;
  const recent = summary.deletionsLast24h;
  const links = summary.liveLinks + recent;
  if (!exceeds(planned + recent, links, limits.massDelete)) return null;
  const allowed = allowedOf(links, limits.massDelete);
  const params = { deletions: planned, recent, links, allowed };
  return { kind: 'massDelete', reason: reason('B1', 'brake_mass_delete', params) };
}

/** An empty side is an outage, a wrong mailbox or a wiped folder far more often than somebody's wish. */
function sideEmpty(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  if (summary.liveLinks < limits.sideEmpty.links) return null;
  const vanished = { crm: summary.vanishedInCrm, exchange: summary.vanishedInExchange };
  const side = (['crm', 'exchange'] as const).find(
    (candidate) => summary.itemsSeen[candidate] === 0 || vanished[candidate] >= summary.liveLinks,
  );
  if (side === undefined) return null;
  return { kind: 'sideEmpty', reason: reason('B2', 'brake_side_empty', { side, links: summary.liveLinks }) };
}

/** Most items changed at once in one direction: usually a changed normaliser or a wrong time zone, not people. */
function massChange(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  const links = summary.liveLinks;
  for (const [target, updates] of [
    ['exchange', summary.updateInExchange],
    ['crm', summary.updateInCrm],
  ] as const) {
    if (!exceeds(updates, links, limits.massChange)) continue;
    const allowed = allowedOf(links, limits.massChange);
    const params = { direction: directionTo(target), updates, links, allowed };
    return { kind: 'massChange', reason: reason('B3', 'brake_mass_change', params) };
  }
  return null;
}

/** After the first synchronisation a flood of creates means that links were lost: the duplicates everybody fears. */
function massCreate(summary: PlanSummary, limits: BrakeLimits): Brake | null {
  if (summary.firstSync) return null;
  const links = summary.liveLinks;
  for (const [target, creates] of [
    ['exchange', summary.createInExchange],
    ['crm', summary.createInCrm],
  ] as const) {
    if (!exceeds(creates, links, limits.massCreate)) continue;
    const allowed = allowedOf(links, limits.massCreate);
    const params = { direction: directionTo(target), creates, links, allowed };
    return { kind: 'massCreate', reason: reason('B4', 'brake_mass_create', params) };
  }
  return null;
}

/** Deletions and changes can be taken back; a mail to a customer cannot. */
function massMail({ mailing, mails }: PlanSummary, { massMail: limit }: BrakeLimits): Brake | null {
  if (mailing <= limit.meetings) return null;
  return {
    kind: 'massMail',
    reason: reason('B9', 'brake_mass_mail', { meetings: mailing, mails, allowed: limit.meetings }),
  };
}

/** Linking the wrong two is what no later run can see: before the first links are made, a person looks at them. */
function firstRun(summary: PlanSummary): Brake | null {
  if (summary.toApprove === null || summary.toApprove === 0) return null;
  const params = {
    links: summary.link,
    inExchange: summary.createInExchange,
    inCrm: summary.createInCrm,
    review: summary.review,
  };
  return { kind: 'firstRun', reason: reason('B5', 'brake_first_run', params) };
}

function exceeds(count: number, links: number, limit: Limit): boolean {
  return count > limit.items && count > links * limit.share;
}

function allowedOf(links: number, limit: Limit): number {
  return Math.max(limit.items, Math.floor(links * limit.share));
}

function directionTo(target: Side): 'crm_to_exchange' | 'exchange_to_crm' {
  return target === 'exchange' ? 'crm_to_exchange' : 'exchange_to_crm';
}
