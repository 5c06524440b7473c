import type { Queryable } from '../database/port.ts';

/** Tables whose rows go over as they are. What is unlinked is found anew: its rows hang together by their scope. */
const MOVED = ['link', 'cursor', 'hint', 'intent', 'issue', 'journal', 'conflict', 'quarantine'] as const;

/**
 * Moves the memory of the scope that had the same mailbox under another address: after a change of name, or with an
 * alias for the primary address, an account must not meet its own items as strangers. Which folders the memory is of comes
 * along: the mailbox may have moved since.
 */
export async function adoptMemory(
  tx: Queryable,
  scopeId: string,
  mailbox: { readonly smtp: string; readonly fingerprint: string },
): Promise<boolean> {
  const [known] = await tx.query<{ id: string }>(
    `SELECT known.id FROM raccordo.scope known JOIN raccordo.scope mine ON mine.id = $1
     WHERE NOT known.active AND known.id <> mine.id
       AND (known.account_id, known.item_type, known.crm_user_id) = (mine.account_id, mine.item_type, mine.crm_user_id)
       AND (known.mailbox_smtp = $2 OR known.mailbox_fingerprint = $3)
     ORDER BY known.mailbox_fingerprint IS NOT DISTINCT FROM $3 DESC, known.last_run_at DESC NULLS LAST LIMIT 1`,
    [scopeId, mailbox.smtp, mailbox.fingerprint],
  );
  if (known === undefined) return false;
  for (const table of MOVED)
    await tx.query(`UPDATE raccordo.${table} SET scope_id = $1 WHERE scope_id = $2`, [scopeId, known.id]);
  await tx.query(
    `INSERT INTO raccordo.hint (scope_id, side, item_id)
     SELECT $1, side, item_id FROM raccordo.unlinked WHERE scope_id = $2 ON CONFLICT DO NOTHING`,
    [scopeId, known.id],
  );
  await tx.query('DELETE FROM raccordo.unlinked WHERE scope_id = $1', [known.id]);
  await tx.query(
    `UPDATE raccordo.scope mine SET epoch = known.epoch, rules_hash = known.rules_hash,
       deletion_rules = known.deletion_rules, window_from = known.window_from, managed_categories = known.managed_categories,
       crm_instance = known.crm_instance, crm_high_water = known.crm_high_water, mailbox_fingerprint = known.mailbox_fingerprint,
       status = known.status, status_reason = known.status_reason, last_success_at = known.last_success_at
     FROM raccordo.scope known WHERE mine.id = $1 AND known.id = $2`,
    [scopeId, known.id],
  );
  await tx.query(
    `UPDATE raccordo.scope SET rules_hash = NULL, deletion_rules = NULL, mailbox_smtp = NULL, mailbox_fingerprint = NULL,
       managed_categories = '{}', crm_instance = NULL, crm_high_water = NULL, status = 'ok', status_reason = NULL WHERE id = $1`,
    [known.id],
  );
  return true;
}
