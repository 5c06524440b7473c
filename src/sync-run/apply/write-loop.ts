import { ConnectorError } from '../../model/index.ts';
import type { LinkWrites } from '../../store/port.ts';
import type { Step } from '../../sync/index.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { noteFailure } from '../settle/quarantine.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';

const WINDOW_MINUTES = 60;
/** The same value, written to the same side by so many further runs, comes from no person. */
const REPEATED_WRITES = 6;
/** In so many runs within an hour nobody saves one item, whatever he types. A server that adds something to each save does. */
const ANY_WRITES = 30;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The loop brake, for one pair at a time: two systems that correct each other for ever stop here, and the other pairs
 * go on. Parked until the next day, or until one of the two items changes; the pair is looked at then, and parked again
 * when nothing but the old correction comes out within the hour.
 * @returns the pairs that may be written
 */
export async function withoutLoops(run: Run, planned: readonly PlannedUnit[]): Promise<readonly PlannedUnit[]> {
  const linkIds = planned.flatMap(({ unit, step }) => (unit.link !== null && writesValues(step) ? unit.link.id : []));
  if (linkIds.length === 0) return planned;
  const writes = await run.ports.store.recentWrites(run.scope.id, linkIds, WINDOW_MINUTES);
  const draft = createSettlementDraft();
  const calm = planned.filter((candidate) => {
    const recent = writes.get(candidate.unit.link?.id ?? '');
    if (recent === undefined || !isLoop(recent) || !writesValues(candidate.step)) return true;
    noteFailure(run, draft, { hints: candidate.unit.hints, error: writeLoop(recent) });
    return false;
  });
  if (calm.length < planned.length) await draft.commit(run.ports.store, run.keeper.lease);
  return calm;
}

function isLoop({ writes, repeats }: LinkWrites): boolean {
  return repeats >= REPEATED_WRITES || writes >= ANY_WRITES;
}

function writesValues(step: Step): boolean {
  return step.kind === 'merge' && Object.keys(step.merge.toCrm).length + Object.keys(step.merge.toExchange).length > 0;
}

function writeLoop({ writes }: LinkWrites): ConnectorError {
  return new ConnectorError({
    code: 'write_loop',
    disposition: 'quarantine',
    message: 'The two sides correct each other again and again',
    retryAfterMs: DAY_MS,
    details: { writes, minutes: WINDOW_MINUTES },
  });
}
