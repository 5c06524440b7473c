import type { Scope } from '../../store/port.ts';
import { frozenBy } from '../../sync/index.ts';
import { LISTED_ERRORS } from '../plan/tally.ts';
import type { Run } from '../run.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { compareEverything } from './compare-everything.ts';
import { isFrozen } from './freeze.ts';

/**
 * Ends a freeze after a plan that asked nobody, or that a person approved, was carried out: everything is compared once
 * more, and what waited is ordinary again, deletions and their brakes among it. A write whose outcome is not known yet
 * belongs to that plan.
 */
export async function thaw(run: Run): Promise<void> {
  if (!isFrozen(run) || !run.inFlight.isEmpty() || run.tally.errors.length >= LISTED_ERRORS) return;
  await distrustUnseen(run);
  // The status goes last: ended without a look at what waited, the freeze would have hidden it for good.
  await compareEverything(run);
  const change = await standingAfter(run);
  await run.ports.store.updateScope(run.keeper.lease, change);
  run.scope = { ...run.scope, ...change };
  const { frozen: _over, mailboxFollows: _comes, ...usual } = run.plan;
  run.plan = { ...usual, ...frozenBy(change) };
  run.lookAgain = true;
}

type Standing = Pick<Scope, 'status' | 'statusReason' | 'mailboxSmtp' | 'mailboxFingerprint'>;

/** A mailbox that changed while the CRM was looked at comes next, without a moment in between. */
async function standingAfter(run: Run): Promise<Standing> {
  run.mailbox ??= await run.ports.exchange.identify();
  const { smtp, fingerprint } = run.mailbox;
  const { status, mailboxSmtp, mailboxFingerprint } = run.scope;
  if (status === 'restored' && mailboxFingerprint !== null && mailboxFingerprint !== fingerprint)
    return { status: 'relink', statusReason: { row: 'O7', code: 'mailbox_changed' }, mailboxSmtp, mailboxFingerprint };
  return { status: 'ok', statusReason: null, mailboxSmtp: smtp, mailboxFingerprint: fingerprint };
}

/**
 * Pairs that could not be looked at, or not be written, while their side was not what it was. What is missing of them
 * was asked of nobody, so it never counts as deleted; and what a restored CRM has of them, was held against nothing.
 */
async function distrustUnseen(run: Run): Promise<void> {
  const { store } = run.ports;
  const unseen = [...run.quarantine.values(), ...run.tally.errors];
  const idsOn = (side: 'crm' | 'exchange'): readonly string[] =>
    unseen.filter((item) => item.side === side).map(({ itemId }) => itemId);
  const links = [
    ...(await store.findLinksByCrmIds(run.scope.id, idsOn('crm'))),
    ...(await store.findLinksByExchangeIds(run.scope.id, idsOn('exchange'))),
  ];
  const draft = createSettlementDraft();
  const wasRestored = run.plan.frozen === 'restored';
  for (const link of links)
    if (link.state === 'LINKED')
      draft.putLink({ ...link, ambiguous: true, notCompared: link.notCompared || wasRestored });
  await draft.commit(store, run.keeper.lease);
}
