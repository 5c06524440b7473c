import { ConnectorError } from '../../model/index.ts';
import { plan } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';

/**
 * What keeps the edit of a record from travelling, whose item is missing and not proved to be gone (O4): proved, the
 * item would be made anew (D3). No list of changes tells that a folder can be read again, so the pair is put aside and
 * looked at from time to time.
 * @returns `null` where nothing waits for the proof, or where none can come
 */
export function missingProof(run: Run, { unit, step }: PlannedUnit): ConnectorError | null {
  const { link, exchange } = unit;
  if (link === null || exchange.kind !== 'unproved' || step.reason.code !== 'deletion_unproved') return null;
  // Nothing marks the item, so no search could ever find it.
  if (exchange.reason === 'no_evidence') return null;
  const proved: Unit = { ...unit, link: { ...link, state: 'DET_C' }, exchange: { kind: 'gone', id: exchange.id } };
  if (plan(proved, { kind: 'none' }, run.plan).kind !== 'createInExchange') return null;
  return new ConnectorError({
    code: 'deletion_unproved',
    disposition: 'quarantine',
    message: 'An edit waits for the proof that the other item was deleted',
    details: { why: exchange.reason },
  });
}
