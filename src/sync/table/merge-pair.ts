import { closedByOccurrences } from '../closed-by-occurrences.ts';
import { closedByPrivacy } from '../closed-by-privacy.ts';
import { closedByMeeting, fieldsInCommon } from '../meetings/closed-by-meeting.ts';
import { closedDays } from '../meetings/closed-days.ts';
import { mailsOfUpdate } from '../meetings/mails.ts';
import type { ClosedDays } from '../merge/closed-days.ts';
import type { ClosedFields } from '../merge/closed-fields.ts';
import { mergeFields } from '../merge/merge-fields.ts';
import type { PlanContext } from '../plan-context.ts';
import type { ItemRules } from '../rules.ts';
import type { Link, Pair } from '../state.ts';
import type { MergeResult, Step } from '../step.ts';
import type { LiveCrm, LiveExchange } from './steps.ts';

/** Two live items of which one may be a meeting, or a colleague's record. */
export interface LivePair extends Pick<Pair, 'former'> {
  readonly crm: LiveCrm;
  readonly exchange: LiveExchange;
}

/** What of a pair is merged in another way than its rules and what it is say. */
export interface Otherwise {
  /** Fields whose value in the CRM is from before what was settled, or makes room for that of Exchange. */
  readonly older?: readonly string[];
  /** Fields whose value in the CRM is from before what was settled, and counts all the same. */
  readonly reinstated?: readonly string[];
  /** More fields that may not travel. */
  readonly closed?: ClosedFields;
  /** In place of the occurrences that the pair itself keeps back. */
  readonly closedDays?: ClosedDays;
}

/**
 * The merge of a pair, as far as its rules and what it is let its fields travel.
 * @param link `null` when the two meet for the first time
 */
export function mergePair(
  link: Pick<Link, 'baseCrm' | 'baseExchange'> | null,
  { crm, exchange, former }: LivePair,
  context: PlanContext,
  otherwise: Otherwise = {},
): MergeResult {
  const { rules, specs } = context;
  const { closed: alsoClosed, closedDays: days = closedDays(crm, exchange, context), ...values } = otherwise;
  const closed = [
    closedByOccurrences(exchange, specs),
    closedByMeeting(exchange, rules),
    closedByPrivacy(crm, exchange, specs),
    alsoClosed,
  ];
  return mergeFields({
    specs: fieldsInCommon(crm, exchange, specs),
    rules: rulesFor(crm, rules),
    base: link === null ? null : { crm: link.baseCrm, exchange: link.baseExchange },
    ...(former === undefined ? {} : { former: { crm: former.baseCrm, exchange: former.baseExchange } }),
    crm: crm.fields,
    exchange: exchange.fields,
    closedDays: days,
    closed: (field) => Object.assign({}, ...closed.map((directions) => directions?.(field))),
    ...values,
  });
}

/** The people who are told by mail when the merge is carried out: part of what a person approves. */
export function mailing(
  { toExchange }: Pick<MergeResult, 'toExchange'>,
  exchange: LiveExchange,
  context: PlanContext,
): Pick<Extract<Step, { kind: 'merge' }>, 'mails' | 'mailsAbout'> {
  const { mails, mailsAbout } = mailsOfUpdate(toExchange, exchange, context);
  return mails === 0 ? {} : { mails, mailsAbout };
}

/**
 * A colleague's record that the user takes part in: the direction into it is closed for this pair. Tried anyway, the
 * refused write would hold up everything else of the pair, the owner's changes among it.
 */
function rulesFor(crm: LiveCrm, rules: ItemRules): ItemRules {
  return crm.mayChange ? rules : { ...rules, updateExchangeToCrm: false };
}
