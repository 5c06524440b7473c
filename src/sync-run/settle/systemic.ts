import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { NewHint } from '../../store/port.ts';
import { itemKey } from '../item-key.ts';
import type { Chunk } from '../load/load-chunk.ts';
import type { Run } from '../run.ts';
import { isParked } from './quarantine.ts';

/** So many answers in a row with one error are hardly the fault of so many items: as many as are written in one batch. */
const IN_A_ROW = 20;
/** An error that as many items had so often, over six minutes at least, is theirs. */
const ATTEMPTS = 3;

type Answer = {
  readonly kind: string;
  readonly error?: ConnectorError;
  /** What is parked for it. Not told of a write, which counts on both sides: either end may be parked. */
  readonly hints?: readonly NewHint[];
};

const NONE: Readonly<Record<Side, number>> = { crm: 0, exchange: 0 };

/**
 * Notices an outage that a side tells as a fault of each item. Going on would park the items of a whole mailbox one by one, some
 * of them for a day; the run ends instead (`stopIfRefused`), and is tried again as after any outage. An error that the same
 * items have again and again is believed to be theirs, and holds up no others. Nor is broken off what a person asked for and
 * would have to ask for anew.
 * @param answers of one call, in the order of its items
 */
export function noteErrorsInARow(run: Run, answers: readonly Answer[]): void {
  if (run.kind === 'undo' || run.approved !== null) return;
  for (const { kind, error, hints } of answers) {
    if (kind !== 'failed' || error === undefined || !isParked(error)) {
      run.errorsInARow = null;
      continue;
    }
    const { code } = error;
    const before = run.errorsInARow?.code === code ? run.errorsInARow.counts : NONE;
    const counted = (side: Side): number =>
      hints === undefined || hints.some((hint) => hint.side === side) ? before[side] + 1 : before[side];
    const counts = { crm: counted('crm'), exchange: counted('exchange') };
    run.errorsInARow = { code, counts };
    const count = Math.max(counts.crm, counts.exchange);
    if (count === IN_A_ROW && !isOfItems(run, code)) run.refusal ??= systemic(code, count);
  }
}

/** The same of what was read: only what is parked for it counts, each pair once on each side, wherever its two ends are looked at. */
export function noteUnreadInARow(run: Run, { linked, newcomers, failures }: Chunk): void {
  const answered = [...linked, ...newcomers].map(({ hints }) => ({ hints, kind: 'found' }));
  const failed = failures.map(({ hints, error }) => ({ hints, kind: 'failed', error }));
  noteErrorsInARow(run, [...answered, ...failed].toSorted(inOrderOfHints));
}

/** As the chunks list them. */
function inOrderOfHints(one: { readonly hints: readonly NewHint[] }, other: typeof one): number {
  const [a, b] = [one, other].map(
    ({ hints }) => hints.map(({ side, itemId }) => itemKey(side, itemId)).toSorted()[0] ?? '',
  );
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

/** Counted on one side: a pair may be parked at both of its ends. */
function isOfItems(run: Run, code: string): boolean {
  const known = [...run.quarantine.values()].filter(
    ({ errorCode, attempts }) => errorCode === code && attempts >= ATTEMPTS,
  );
  return (['crm', 'exchange'] as const).some((side) => known.filter((entry) => entry.side === side).length >= IN_A_ROW);
}

function systemic(errorCode: string, items: number): ConnectorError {
  return new ConnectorError({
    code: 'errors_in_a_row',
    disposition: 'backoff',
    message: 'Item after item failed with the same error',
    details: { items, errorCode },
  });
}
