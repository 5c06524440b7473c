import type { Intent } from '../../store/port.ts';
import type { Bases, Link } from '../../sync/index.ts';
import { restoredEnd } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { blankLink, restamped } from '../settle/links.ts';

/** The link whose item the create makes anew, if it does. */
export function linkBefore({ linkId }: Intent, links: readonly Link[]): Link | undefined {
  return links.find(({ id }) => id === linkId);
}

/** The link that the create was for: an existing one whose item was made anew, or a new one. */
export function linkFor(run: Run, intent: Intent, links: readonly Link[]): Link {
  const existing = linkBefore(intent, links);
  const stamp = { stamp: intent.stamp, generation: existing === undefined ? 0 : existing.generation + 1 };
  return {
    ...restamped(existing ?? blankLink(run, intent.linkId ?? run.ports.newId(), stamp), stamp),
    state: intent.leaves ?? 'LINKED',
    crmId: intent.crmId ?? existing?.crmId ?? null,
    exchangeId: intent.exchangeId ?? existing?.exchangeId ?? null,
    crmVersion: null,
    changeKey: null,
    stamped: false,
    notCompared: intent.leaves !== null && existing?.notCompared === true,
    pending: false,
    reviewReason: null,
  };
}

/** Whether the other side is there. What an undo makes anew beside a deletion is alone, until that side is brought back. */
export function isPaired({ leaves }: Intent): boolean {
  return leaves === null || leaves === 'LINKED';
}

/**
 * What an undo made anew keeps the edits that had not travelled before the deletion.
 * @param bases by what was sent, as the side keeps it, also where the other side is not there: whatever else is there by now is
 * a person's edit, which travels once that side is back (D5) or brings it back (D2, D3)
 */
export function restoredBases(run: Run, { kind, leaves, payload }: Intent, link: Link, bases: Bases): Partial<Link> {
  if (leaves === null) return bases;
  const side = kind === 'createInCrm' ? 'baseCrm' : 'baseExchange';
  const { base, suppressed } = restoredEnd(run.specs, { base: link[side], sent: payload, now: bases[side] }, leaves);
  return { ...bases, [side]: base, suppressed };
}
