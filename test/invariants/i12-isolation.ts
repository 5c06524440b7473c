import type { QuarantineEntry } from '../../src/store/port.ts';
import { isPoisoned } from './looking.ts';
import type { Observation, ScopeView } from './observation.ts';
import type { Invariant } from './violation.ts';

export const isolation: Invariant = {
  id: 'I12',
  says: 'what one item or one mailbox suffers changes nothing for the others: at the end only what is still refused waits',
  needs: 'rest',
  check: (observation) => observation.scopes.flatMap((scope) => heldUp(scope, observation)),
};

function heldUp(scope: ScopeView, observation: Observation): readonly string[] {
  const origins = originsOf(scope, observation);
  const suffers = (itemId: string): boolean => isPoisoned(observation, ...(origins.get(itemId) ?? []));
  const parked = scope.quarantine
    .filter(({ itemId }) => !suffers(itemId))
    .filter(({ itemId, errorCode }) => !isHidden(errorCode, origins.get(itemId) ?? [], scope))
    .filter((entry) => !isUnproved(entry, scope))
    .map(({ itemId, side, errorCode }) => `${scope.id}: ${itemId} in ${side} is parked for ${errorCode}`);
  // What is parked keeps its hint, and is judged as parked.
  const waiting = new Set(
    [...scope.unlinked.filter(({ state }) => state === 'wait'), ...scope.quarantine].map(
      ({ side, itemId }) => `${side}:${itemId}`,
    ),
  );
  const forgotten = scope.hints
    .filter(({ side, itemId }) => !suffers(itemId) && !waiting.has(`${side}:${itemId}`))
    .map(({ side, itemId }) => `${scope.id}: ${itemId} in ${side} is still to be looked at`);
  return scope.rules.synchronise ? [...parked, ...forgotten] : [];
}

/** Its record was made and its user lost sight of it before we knew: a second one must not be made. */
function isHidden(errorCode: string, origins: readonly string[], { records }: ScopeView): boolean {
  const theirs = records.filter(({ origin }) => origins.includes(origin));
  return (
    errorCode === 'crm_write_forbidden' && theirs.some(({ standing, mayChange }) => standing === 'hidden' || !mayChange)
  );
}

/** O4: an edit of what is left of a pair waits for the proof that the other end was deleted, and none can come yet. */
function isUnproved({ itemId, errorCode }: QuarantineEntry, { unreadable, links }: ScopeView): boolean {
  const isDetached = links.some(
    ({ state, crmId, exchangeId }) => state === 'DET_C' && (crmId === itemId || exchangeId === itemId),
  );
  return errorCode === 'deletion_unproved' && unreadable === true && isDetached;
}

/** The origins behind an id: its own, and that of the other end of its pair. */
function originsOf(scope: ScopeView, { acts, writes }: Observation): ReadonlyMap<string, readonly string[]> {
  const history = [...acts, ...writes].flatMap((one) =>
    'itemId' in one && (one.scopeId === null || one.scopeId === scope.id) ? [one] : [],
  );
  const now = [...scope.records, ...scope.items].map(({ id, origin }) => ({ itemId: id, origin }));
  const own = new Map([...history, ...now].map(({ itemId, origin }) => [itemId, origin]));
  const all = new Map<string, string[]>([...own].map(([id, origin]) => [id, [origin]]));
  for (const { crmId, exchangeId } of scope.links)
    for (const [id, other] of [
      [crmId, exchangeId],
      [exchangeId, crmId],
    ]) {
      const origin = own.get(other ?? '');
      if (id !== null && id !== undefined && origin !== undefined) all.set(id, [...(all.get(id) ?? []), origin]);
    }
  return all;
}
