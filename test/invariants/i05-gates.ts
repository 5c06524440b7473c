import { hasCategory } from '../../src/sync/index.ts';
import type { Write } from './observation.ts';
import type { Invariant } from './violation.ts';

export const gates: Invariant = {
  id: 'I5',
  says: 'nothing is written whose rule was off when it was planned',
  needs: 'always',
  check: ({ writes }) => writes.filter(({ cause }) => cause === 'sync').flatMap(throughTheGate),
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
