import { hasCategory } from '../../src/sync/index.ts';
import { holds } from './looking.ts';
import type { Observation, Write } from './observation.ts';
import { isPrivate, untoldIn } from './privacy.ts';
import type { Invariant } from './violation.ts';

export const gates: Invariant = {
  id: 'I5',
  says: 'nothing is written whose rule was off when it was planned',
  needs: 'always',
  check: (observation) =>
    observation.writes
      .filter(({ cause }) => cause === 'sync')
      .flatMap((write) => [...throughTheGate(write), ...toldOfBlock(write, observation)]),
};

function throughTheGate(write: Write): readonly string[] {
  const { side, op, rules, itemId } = write;
  const shut = (rule: string): readonly string[] => [`${op} of ${itemId} in ${side} although ${rule} is off`];
  if (!rules.synchronise) return shut('the synchronisation');
  // Our own duplicate is taken away under I4: it is no deletion of anything that a person made.
  if (op === 'delete') {
    if (write.victim?.ownDuplicate === true) return rules.updateCrmToExchange ? [] : shut('uCE');
    if (side === 'exchange') return rules.deleteCrmToExchange ? [] : shut('dCE');
    return rules.deleteExchangeToCrm ? [] : shut('dEC');
  }
  if (side === 'crm') return rules.updateExchangeToCrm ? [] : shut('uEC');
  const content = Object.keys(write.after ?? {}).length > 0 || write.stamped || op === 'create';
  if (content && !rules.updateCrmToExchange) return shut('uCE');
  const foreign = write.categories.filter((category) => !isConfigured(write, category));
  return foreign.length === 0 ? [] : [`${itemId} was given ${foreign.join(', ')}, which nobody configured`];
}

function isConfigured({ rules, op }: Write, category: string): boolean {
  const admission =
    rules.exchangeItems.kind === 'onlyCategory' && op === 'create' ? [rules.exchangeItems.category] : [];
  return hasCategory([...rules.exchangeCategories, ...admission], category);
}

/** The content of a private appointment goes nowhere under `busyOnly`. What was carried before it was private is no secret. */
function toldOfBlock(write: Write, { acts, writes }: Observation): readonly string[] {
  const { op, after, rules, side, origin, itemId, at } = write;
  if (op !== 'create' || after === null || rules.privateItems !== 'busyOnly' || !isPrivate(after)) return [];
  const stood =
    writes.some((one) => one.side === side && one.origin === origin && one.at < at) ||
    acts.some((act) => 'origin' in act && act.side === side && act.origin === origin && act.at < at);
  const isSecret = (field: string): boolean =>
    !stood ||
    acts.some(
      (act) =>
        act.kind === 'edit' && act.side !== side && act.field === field && act.at < at && act.value === after[field],
    );
  const wasCarried = (field: string): boolean =>
    writes.some(
      (one) =>
        one.side === side && one.origin === origin && one.at < at && holds(one.after?.[field], after[field] ?? null),
    );
  const told = untoldIn(after).filter((field) => isSecret(field) && !wasCarried(field));
  return told.length === 0 ? [] : [`the private ${itemId} in ${side} was given ${told.join()}`];
}
