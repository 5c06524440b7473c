import { canonicalText, synchronisedFields, withoutPrivateContent } from '../../src/model/index.ts';
import { baseOf, withoutManagedCategories } from '../../src/sync/index.ts';
import type { Mailbox } from './mailbox.ts';

/**
 * X4: what a run made of a private appointment with all that was told of it when it was public. It tells no more of that, so
 * that nobody edited it since cannot be seen, and an undo leaves it. Asked before the undo.
 * @returns ids of items and records
 */
export function madeInFull(mailbox: Mailbox, run: string): ReadonlySet<string> {
  const { itemType, marks, memory, rules } = mailbox;
  if (rules.privateItems !== 'busyOnly') return new Set();
  const specs = synchronisedFields(itemType);
  const ids = memory.journal.flatMap(({ runId, op, side, linkId, after }) => {
    if (runId !== run || op !== 'create' || after === null) return [];
    const made = withoutManagedCategories(after, [...marks]);
    const isBlock = canonicalText(baseOf(specs, made)) === canonicalText(baseOf(specs, withoutPrivateContent(made)));
    const link = memory.links.get(linkId ?? '');
    return isBlock ? [] : [side === 'crm' ? link?.crmId : link?.exchangeId];
  });
  return new Set(ids.filter((id) => id !== null && id !== undefined));
}
