import type { Side } from '../model/index.ts';
import type { Link } from '../sync/index.ts';
import {
  deletionRulesOf,
  frozenBy,
  hasCategory,
  UNRECOGNISED,
  withDeletionsSince,
  withReleasedCategories,
} from '../sync/index.ts';
import { compareEverything } from './freeze/compare-everything.ts';
import { freeze, isFrozen } from './freeze/freeze.ts';
import { itemKey } from './item-key.ts';
import { rulesHash, windowText } from './rules-hash.ts';
import type { Run } from './run.ts';
import { createSettlementDraft } from './settle/settlement-draft.ts';

/**
 * Changed rules have everything looked at again: what waited for a rule can go now, and what a filter left out may
 * be in. Deletions do not become due by it (rows D1 to D3), neither those that were decided nor those that nobody has seen
 * yet: the rules about them are remembered when this run has come to its end.
 */
export async function noticeChangedRules(run: Run): Promise<void> {
  const { rules, appointmentsFrom } = run.input;
  const hash = rulesHash(run.itemType, rules, appointmentsFrom);
  if (run.scope.rulesHash === hash) return;
  const managedCategories = rules.exchangeCategories;
  if (run.scope.rulesHash !== null) {
    await releaseCategories(
      run,
      run.scope.managedCategories.filter((category) => !hasCategory(managedCategories, category)),
    );
    await compareEverything(run);
  }
  const change = {
    rulesHash: hash,
    windowFrom: windowText(run.itemType, appointmentsFrom),
    managedCategories,
    // Should the first run be interrupted, what it links has been under these.
    ...(run.scope.rulesHash === null ? { deletionRules: deletionRulesOf(rules) } : {}),
  };
  await run.ports.store.updateScope(run.keeper.lease, change);
  run.scope = { ...run.scope, ...change };
}

/** A lost position: everything is enumerated and compared; nothing is imported anew, and nobody's absence is a deletion. */
export async function cursorLost(run: Run, side: Side): Promise<void> {
  const epoch = run.scope.epoch + 1;
  await run.ports.store.updateScope(run.keeper.lease, { epoch });
  run.scope = { ...run.scope, epoch };
  await compareEverything(run);
  if (side === 'exchange') await checkMailbox(run);
}

/**
 * Whose mailbox is this? Asked on the first run and when a position was lost, not every time. When its folders are
 * others it was migrated or restored, mostly under the same address: ids mean nothing any more, and deletions are
 * frozen. The same folders under another address are a change of name.
 */
export async function checkMailbox(run: Run): Promise<void> {
  run.mailbox = await run.ports.exchange.identify();
  const { smtp, fingerprint } = run.mailbox;
  if (run.scope.mailboxFingerprint === null) {
    // Refused while another account has this mailbox: before anything is taken up.
    await rememberMailbox(run, { mailboxSmtp: smtp });
    await adoptMemory(run, { smtp, fingerprint });
  }
  const { mailboxSmtp, mailboxFingerprint } = run.scope;
  if (mailboxFingerprint !== null && mailboxFingerprint !== fingerprint) {
    if (!isFrozen(run)) await freeze(run, 'relink', { row: 'O7', code: 'mailbox_changed' });
    // It changed while the CRM is looked at, which comes first. Runs that do not list everything would not ask again.
    else if (run.plan.frozen === 'restored') await rememberMailbox(run, { mailboxFingerprint: UNRECOGNISED });
    return;
  }
  if (mailboxSmtp === smtp && mailboxFingerprint === fingerprint) return;
  await rememberMailbox(run, { mailboxSmtp: smtp, mailboxFingerprint: fingerprint });
}

async function rememberMailbox(
  run: Run,
  change: Partial<Pick<Run['scope'], 'mailboxSmtp' | 'mailboxFingerprint'>>,
): Promise<void> {
  await run.ports.store.updateScope(run.keeper.lease, change);
  run.scope = { ...run.scope, ...change };
  run.plan = { ...run.plan, ...frozenBy(run.scope) };
}

/**
 * Whether ids that are known mean nothing here. Asked where a missing one would be believed before anybody has looked whether a
 * position was lost; what follows for the scope is decided there.
 */
export async function isOtherMailbox(run: Run): Promise<boolean> {
  const { fingerprint } = await run.ports.exchange.identify();
  const { mailboxFingerprint } = run.scope;
  return mailboxFingerprint !== null && mailboxFingerprint !== fingerprint;
}

/** The account names its mailbox by another address now: what is known of it goes on, and is held against the mailbox next. */
async function adoptMemory(run: Run, mailbox: { readonly smtp: string; readonly fingerprint: string }): Promise<void> {
  const { store } = run.ports;
  if (!(await store.adoptMemory(run.keeper.lease, mailbox))) return;
  run.scope = (await store.getScope(run.scope.id)) ?? run.scope;
  // A memory that was frozen is frozen still.
  const rules = withDeletionsSince(run.input.rules, run.scope.deletionRules);
  run.plan = { ...run.plan, rules, ...frozenBy(run.scope) };
  for (const entry of await store.listQuarantine(run.scope.id))
    run.quarantine.set(itemKey(entry.side, entry.itemId), entry);
}

const PAGE = 500;

/** Categories that the profile no longer sets stay where they are; before anything is compared, the bases learn of them. */
async function releaseCategories(run: Run, released: readonly string[]): Promise<void> {
  const spec = run.specs['categories'];
  if (spec === undefined || released.length === 0) return;
  const { store } = run.ports;
  let after: string | null = null;
  for (;;) {
    const links: readonly Link[] = await store.pageLinks(run.scope.id, after, PAGE);
    const draft = createSettlementDraft();
    for (const link of links) {
      const base = { crm: link.baseCrm, exchange: link.baseExchange };
      const baseExchange = withReleasedCategories(base, released, spec);
      if (baseExchange !== link.baseExchange) draft.putLink({ ...link, baseExchange });
    }
    await draft.commit(store, run.keeper.lease);
    after = links.at(-1)?.id ?? null;
    if (after === null) return;
  }
}
