import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import { withoutManagedCategories } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';

/**
 * Notes what a side made of values that it was sent (cut, rewritten, not kept), where that is something else. An undo
 * that compared with what was sent would take every such value for an edit.
 * @param found as read back; `null` when somebody was faster than the read-back
 * @param names the fields to compare: those sent, or all of a new item
 */
export function noteKept(
  run: Run,
  draft: SettlementDraft,
  write: { readonly linkId: string; readonly side: Side; readonly sent: Fields; readonly found: Fields | null },
  names: readonly string[] = Object.keys(write.sent),
): void {
  const { linkId, side, sent, found } = write;
  if (found === null) return;
  const now = side === 'exchange' ? withoutManagedCategories(found, run.input.rules.exchangeCategories) : found;
  const fields: Record<string, FieldValue> = {};
  for (const name of names) {
    const spec = run.specs[name];
    if (spec !== undefined && !sameValue(spec, valueOf(sent, name), valueOf(now, name)))
      fields[name] = valueOf(now, name);
  }
  if (Object.keys(fields).length > 0) draft.keep({ runId: run.id, linkId, side, fields });
}
