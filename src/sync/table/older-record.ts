import { valueOf } from '../../model/index.ts';
import { fieldsInCommon } from '../meetings/closed-by-meeting.ts';
import { changedFields, same } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { ItemRules } from '../rules.ts';
import type { Link } from '../state.ts';
import type { MergeResult, Step } from '../step.ts';
import { bothOutside, countsOf, isOnlyPending, markingOfPair } from './both-live.ts';
import type { LivePair } from './merge-pair.ts';
import { mailing, mergePair } from './merge-pair.ts';
import { endsSeries, mergeKeepingSeries } from './series-end.ts';
import type { LiveCrm, LiveExchange } from './steps.ts';
import { exclusionOfPair, hold } from './steps.ts';

/**
 * A record of a restored CRM with values that differ from what was agreed last. What was never agreed with this item makes no
 * record older.
 * @param step what would be done if the CRM were what it was
 */
export function planOlder(link: Link, crm: LiveCrm, exchange: LiveExchange, step: Step, context: PlanContext): Step {
  const specs = fieldsInCommon(crm, exchange, context.specs);
  if (exclusionOfPair('O5', crm, exchange) !== null || bothOutside(crm, exchange)) return step;
  const older = changedFields(specs, link.baseCrm, crm.fields).filter((name) => {
    const spec = specs[name];
    if (spec === undefined || exchange.unagreed?.includes(name)) return false;
    return !same(spec, valueOf(crm.fields, name), valueOf(exchange.fields, name));
  });
  if (older.length === 0) return step;
  const pair = { link, crm, exchange };
  return context.rules.afterCrmRestore === 'crm'
    ? crmWins(pair, older, step, context)
    : exchangeWins(pair, older, context);
}

interface OlderPair extends LivePair {
  readonly link: Link;
}

/**
 * Exchange has what came after the backup, so it wins, and the CRM's value is kept as a conflict. Without the proof that the
 * record is older it may as well be an edit from after the restore: then a person looks at it first.
 */
function exchangeWins(pair: OlderPair, older: readonly string[], context: PlanContext): Step {
  const { rules } = context;
  if (!rules.updateExchangeToCrm || !pair.crm.mayChange)
    return hold('review', reason('O8', 'record_maybe_older', { fields: older.length, conflicts: 0 }));
  return mergeStep(pair, mergePair(pair.link, pair, context, { older }), codeOfOlder(pair, rules), context);
}

/**
 * The backup is what people want. Its values go to Exchange as edits do, and what they take there is a conflict. With the rule
 * off they wait; of a meeting of others Exchange knows better. No series is deleted by it: the days that it has left stay.
 */
function crmWins(pair: OlderPair, older: readonly string[], step: Step, context: PlanContext): Step {
  const { rules } = context;
  if (!rules.updateCrmToExchange) return step;
  const otherwise = { reinstated: older };
  const merged = mergePair(pair.link, pair, context, otherwise);
  const merge = endsSeries(merged, pair.exchange, context)
    ? mergeKeepingSeries(pair.link, pair, context, otherwise)
    : merged;
  if (isOnlyPending(merge)) return step;
  const isTaken = Object.keys(merge.toExchange).length > 0;
  return mergeStep(pair, merge, isTaken ? 'record_reinstated' : codeOfOlder(pair, rules), context);
}

function codeOfOlder({ crm }: OlderPair, { afterCrmRestore }: ItemRules) {
  if (crm.restored !== 'older') return 'record_maybe_older';
  return afterCrmRestore === 'ask' ? 'record_older_undecided' : 'record_older';
}

function mergeStep(
  { link, exchange }: OlderPair,
  merge: MergeResult,
  code: 'record_older' | 'record_older_undecided' | 'record_maybe_older' | 'record_reinstated',
  context: PlanContext,
): Step {
  const why = reason('O8', code, countsOf(merge));
  const marking = markingOfPair(link, exchange, merge, context.rules);
  const mails = mailing(merge, exchange, context);
  return { kind: 'merge', reason: why, merge, marking, link: false, reopen: link.state !== 'LINKED', ...mails };
}
