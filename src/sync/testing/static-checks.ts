import type { Side } from '../../model/index.ts';
import { asksBeforeThaw } from '../frozen.ts';
import { plan } from '../plan.ts';
import { REASON_CODES } from '../reasons.ts';
import type { Pair } from '../state.ts';
import type { Marking, Step } from '../step.ts';
import { ALL_SWITCHES, rulesOf } from './cells.ts';
import type { Case } from './enumeration.ts';
import { BASE_CRM, BASE_EXCHANGE } from './pairs.ts';

/** What must hold for every decision, whatever the cell and the rules. */
export interface StaticCheck {
  readonly says: string;
  /** The decisions that it is about; a check about none is blind, and fails. */
  readonly among: (one: Case) => boolean;
  readonly holds: (one: Case) => boolean;
}

const isDelete = ({ step }: Case): boolean => step.kind === 'deleteInCrm' || step.kind === 'deleteInExchange';
const isCreate = ({ step }: Case): boolean => step.kind === 'createInCrm' || step.kind === 'createInExchange';
const writesSomething = ({ step }: Case): boolean => writesTo(step).length > 0 || markingOf(step) !== null;

export const STATIC_CHECKS: readonly StaticCheck[] = [
  {
    says: 'I5: no field is written to Exchange, and nothing made there, with updates CRM → Exchange off',
    among: ({ switches }) => !switches.uCE,
    holds: ({ step }) => step.kind === 'deleteInExchange' || !writesTo(step).includes('exchange'),
  },
  {
    says: 'I5: no field is written to the CRM, and nothing made there, with updates Exchange → CRM off',
    among: ({ switches }) => !switches.uEC,
    holds: ({ step }) => step.kind === 'deleteInCrm' || !writesTo(step).includes('crm'),
  },
  {
    says: 'I5: nothing is deleted in Exchange with deletions CRM → Exchange off',
    among: ({ switches }) => !switches.dCE,
    holds: ({ step }) => step.kind !== 'deleteInExchange',
  },
  {
    says: 'I5: nothing is deleted in the CRM with deletions Exchange → CRM off',
    among: ({ switches }) => !switches.dEC,
    holds: ({ step }) => step.kind !== 'deleteInCrm',
  },
  {
    says: 'I5: an item in Exchange is stamped only with updates CRM → Exchange on',
    among: ({ step }) => markingOf(step) !== null,
    holds: ({ step, switches }) => markingOf(step)?.stamp === switches.uCE,
  },
  {
    says: 'I5: marks are those of the profile: its categories, or none where it has none and the stamp is off',
    among: ({ step }) => markingOf(step) !== null,
    holds: ({ step, context, switches }) => {
      const given = markingOf(step)?.categories ?? [];
      const allowed = context.rules.exchangeCategories;
      return given.every((category) => allowed.includes(category)) && (switches.uCE || given.length > 0);
    },
  },
  {
    says: 'I5: nothing is written into a record that the user may not change',
    among: ({ cell }) => cell.pair.crm.kind === 'live' && !cell.pair.crm.mayChange,
    holds: ({ step }) => step.kind === 'deleteInCrm' || !writesTo(step).includes('crm'),
  },
  {
    says: 'I6: only the counterpart of an item that is proved gone, linked, in the window and certain is deleted',
    among: isDelete,
    holds: ({ cell, context, step }) => {
      const { link, crm, exchange } = cell.pair;
      const survivor = step.kind === 'deleteInCrm' ? crm : exchange;
      const missing = step.kind === 'deleteInCrm' ? exchange : crm;
      const evidence = missing.kind === 'gone' || (missing.kind === 'left' && context.itemType === 'appointments');
      const certain = link?.state === 'LINKED' && !link.ambiguous && link.reviewReason === null;
      return evidence && certain && survivor.kind === 'live' && survivor.takesPart.kind === 'yes';
    },
  },
  {
    says: 'I7: the edit of the side that wins is never deleted',
    among: isDelete,
    holds: ({ cell, context, step }) => {
      const survivor = step.kind === 'deleteInCrm' ? 'crm' : 'exchange';
      return !isEdited(cell.pair, survivor) || context.rules.conflictStrategy !== survivor;
    },
  },
  {
    says: 'what was never linked is never deleted, closed or detached',
    among: ({ cell }) => cell.pair.link === null,
    holds: ({ step }) => ['noop', 'hold', 'merge', 'createInCrm', 'createInExchange'].includes(step.kind),
  },
  {
    says: 'nothing is written for a pair of which one side is left out, or both are before the window',
    among: ({ cell }) => {
      const states = [cell.pair.crm, cell.pair.exchange];
      const parts = states.map((state) => (state.kind === 'live' ? state.takesPart.kind : null));
      return parts.includes('excluded') || parts.every((part) => part === 'out');
    },
    holds: (one) => !writesSomething(one),
  },
  {
    says: 'nothing is written for a link of which a side is hidden, elsewhere, unproved or not read',
    among: ({ cell, context }) => {
      const { link, crm, exchange } = cell.pair;
      // A CRM that was restored from a backup does not hide what it does not have.
      const doubt = (crm.kind === 'hidden' && context.frozen !== 'restored') || crm.kind === 'absent';
      return link !== null && (doubt || ['elsewhere', 'unproved', 'absent'].includes(exchange.kind));
    },
    holds: (one) => !writesSomething(one),
  },
  {
    says: 'I3: something is made only where nothing is, and never while the match is not settled',
    among: isCreate,
    holds: ({ cell, context, step }) => {
      const { link, crm, exchange } = cell.pair;
      const target = step.kind === 'createInCrm' ? crm : exchange;
      if (link === null) return target.kind !== 'live' && cell.match.kind === 'none';
      const lost = context.frozen === 'restored' && target.kind === 'hidden';
      return (target.kind === 'gone' || lost) && !link.ambiguous;
    },
  },
  {
    says: 'a detached survivor is left in peace: a rule that is switched on later does not delete it',
    among: ({ cell }) => cell.pair.link !== null && cell.pair.link.state !== 'LINKED',
    holds: (one) => !isDelete(one),
  },
  {
    says: 'a pair that was let go rests: a further look writes nothing, not even for an edit from before',
    among: ({ step }) => step.kind === 'detach',
    holds: (one) => !writesSomething({ ...one, step: planAgain(one) }),
  },
  {
    says: 'an edit that went with its pair is left alone, whatever rule is changed later',
    among: ({ step }) => step.kind === 'detach' && step.leftAlone !== null,
    holds: (one) =>
      ALL_SWITCHES.every((switches) => {
        const context = { ...one.context, rules: { ...one.context.rules, ...rulesOf(switches) } };
        return !writesSomething({ ...one, step: planAgain({ ...one, context }) });
      }),
  },
  {
    says: 'I4: where a restored CRM counts, what it takes from a linked item is asked about and told as a conflict',
    among: ({ cell, context, step }) =>
      context.frozen === 'restored' &&
      context.rules.afterCrmRestore === 'crm' &&
      cell.pair.link !== null &&
      step.kind === 'merge' &&
      writesTo(step).includes('exchange'),
    holds: ({ step }) =>
      step.kind === 'merge' &&
      asksBeforeThaw(step) &&
      Object.keys(step.merge.toExchange).every((name) => step.merge.conflicts.some(({ field }) => field === name)),
  },
  {
    says: 'while a side is not what it was, nothing is deleted, and no link is closed',
    among: ({ context }) => context.frozen !== undefined,
    holds: (one) => !isDelete(one) && one.step.kind !== 'close',
  },
  {
    says: 'I3: while a mailbox is being recognised, nothing is linked or made of what no link knows, but a record that is back, after an approval',
    among: ({ cell, context }) =>
      cell.pair.link === null && (context.frozen === 'relink' || context.mailboxFollows === true),
    holds: ({ step }) =>
      !['merge', 'createInCrm', 'createInExchange'].includes(step.kind) || step.reason.code === 'record_back',
  },
  {
    says: 'every reason is in the catalogue, with exactly its parameters',
    among: () => true,
    holds: ({ step }) => {
      const catalogue: Readonly<Record<string, readonly string[]>> = REASON_CODES;
      const given = Object.keys(step.reason.params ?? {}).toSorted();
      return catalogue[step.reason.code]?.toSorted().join() === given.join();
    },
  },
];

/** The next look at a pair that was just let go, both ends as they were. */
function planAgain({ cell, context, step }: Case): Step {
  const { link } = cell.pair;
  if (link === null || step.kind !== 'detach') return step;
  const suppressed = step.leftAlone === null ? link.suppressed : [...link.suppressed, step.leftAlone];
  return plan({ ...cell.pair, link: { ...link, state: step.to, suppressed } }, cell.match, context);
}

/** Sides whose items get other values by a step, or appear, or disappear. */
export function writesTo(step: Step): readonly Side[] {
  switch (step.kind) {
    case 'createInCrm':
    case 'deleteInCrm':
      return ['crm'];
    case 'createInExchange':
    case 'deleteInExchange':
      return ['exchange'];
    case 'merge':
      return [
        ...(Object.keys(step.merge.toCrm).length > 0 ? (['crm'] as const) : []),
        ...(Object.keys(step.merge.toExchange).length > 0 ? (['exchange'] as const) : []),
      ];
    default:
      return [];
  }
}

export function markingOf(step: Step): Marking | null {
  return 'marking' in step ? step.marking : null;
}

function isEdited(pair: Pair, side: Side): boolean {
  const state = side === 'crm' ? pair.crm : pair.exchange;
  const base = side === 'crm' ? BASE_CRM : BASE_EXCHANGE;
  return state.kind === 'live' && state.fields['subject'] !== base['subject'];
}
