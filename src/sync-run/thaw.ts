import { compareEverything } from './compare-everything.ts';
import { isFrozen } from './freeze.ts';
import { checkMailbox } from './open-scope.ts';
import type { Run } from './run.ts';

/**
 * Ends a freeze after a plan that asked nobody, or that a person approved, was carried out: everything is compared once
 * more, and what waited is ordinary again, deletions and their brakes among it.
 */
export async function thaw(run: Run): Promise<void> {
  if (!isFrozen(run)) return;
  const wasRelink = run.scope.status === 'relink';
  const change = { status: 'ok', statusReason: null, ...(wasRelink ? await mailboxOf(run) : {}) } as const;
  await run.ports.store.updateScope(run.keeper.lease, change);
  run.scope = { ...run.scope, ...change };
  const { frozen: _over, ...usual } = run.plan;
  run.plan = usual;
  await compareEverything(run);
  run.lookAgain = true;
  // A mailbox that changed while the CRM was looked at.
  if (!wasRelink) await checkMailbox(run);
}

async function mailboxOf(run: Run): Promise<Pick<Run['scope'], 'mailboxSmtp' | 'mailboxFingerprint'>> {
  run.mailbox ??= await run.ports.exchange.identify();
  return { mailboxSmtp: run.mailbox.smtp, mailboxFingerprint: run.mailbox.fingerprint };
}
