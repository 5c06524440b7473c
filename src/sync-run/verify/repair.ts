import type { Finding, FindingStore, StoredFinding } from '../../store/findings.ts';
import type { Lease, NewHint, Settlement, SyncStore } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';

/** What a repair did. Neither side was written to. */
export interface Repaired {
  readonly relinked: number;
  /** Items that the next run looks at again. */
  readonly hinted: number;
}

const PAGE = 500;
const LEASE_SECONDS = 60;

/**
 * Mends the memory where a verification found it wrong: ids and stamps of links, and hints for everything else. Both
 * sides are left alone; the next ordinary run reads all of it and does the rest, with its rules and brakes. Each link
 * is looked at again before it is changed, so a repair that is repeated, or late, does no harm.
 * @throws ConnectorError `lease_lost`
 */
export async function repairFindings(
  store: SyncStore,
  findings: FindingStore,
  lease: Lease,
  runId: string,
): Promise<Repaired> {
  let relinked = 0;
  let hinted = 0;
  let after = 0;
  for (;;) {
    const page: readonly StoredFinding[] = await findings.page(runId, after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return { relinked, hinted };
    await store.renewLease(lease, LEASE_SECONDS);
    const mended = await mendLinks(store, lease, page);
    const hints = hintsOf(page);
    if (hints.length > 0) await store.addHints(lease, hints);
    relinked += mended;
    hinted += hints.length;
    after = last.ordinal;
  }
}

async function mendLinks(store: SyncStore, lease: Lease, page: readonly StoredFinding[]): Promise<number> {
  const ids = page.flatMap(({ repair, exchangeId }) => (repair === 'relink' ? (exchangeId ?? []) : []));
  const byExchangeId = new Map(
    (await store.findLinksByExchangeIds(lease.scopeId, ids)).map((link) => [link.exchangeId ?? '', link]),
  );
  const wanted = page.flatMap(({ kind, details }) => (kind === 'linkMoved' ? [String(details['movedTo'])] : []));
  const taken = new Set(
    (await store.findLinksByExchangeIds(lease.scopeId, wanted)).map(({ exchangeId }) => exchangeId ?? ''),
  );
  const mended = new Map<string, Link>();
  for (const finding of page) {
    if (finding.repair !== 'relink') continue;
    const link = byExchangeId.get(finding.exchangeId ?? '');
    const better = link === undefined ? null : mend(mended.get(link.id) ?? link, finding, taken);
    if (better !== null) mended.set(better.id, better);
  }
  if (mended.size > 0) await store.settle(lease, { ...NOTHING, links: [...mended.values()] });
  return mended.size;
}

/** @param taken ids that a live link names already. @returns `null` where nothing is to be mended (any more) */
function mend(link: Link, { kind, details }: Finding, taken: Set<string>): Link | null {
  if (kind === 'wrongStamp') {
    const stamped = details['stamped'] === true;
    return link.stamped === stamped ? null : { ...link, stamped };
  }
  const movedTo = details['movedTo'];
  if (kind !== 'linkMoved' || typeof movedTo !== 'string' || taken.has(movedTo)) return null;
  taken.add(movedTo);
  return { ...link, exchangeId: movedTo, changeKey: null };
}

function hintsOf(page: readonly Finding[]): readonly NewHint[] {
  const hints = new Map<string, NewHint>();
  const add = (side: NewHint['side'], itemId: unknown): void => {
    if (typeof itemId === 'string') hints.set(itemKey(side, itemId), { side, itemId });
  };
  for (const { repair, crmId, exchangeId, details } of page) {
    if (repair === 'none') continue;
    add('crm', crmId);
    add('exchange', details['movedTo'] ?? exchangeId);
  }
  return [...hints.values()];
}

const NOTHING: Settlement = {
  links: [],
  removeIntents: [],
  markIntentsUnknown: [],
  removeHints: [],
  putUnlinked: [],
  removeUnlinked: [],
  journal: [],
  putQuarantine: [],
  removeQuarantine: [],
};
