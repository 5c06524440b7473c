import { ConnectorError } from '../model/index.ts';
import { isParked } from './quarantine.ts';
import type { Run } from './run.ts';

/** So many answers in a row with one error are hardly the fault of so many items: as many as are written in one batch. */
const IN_A_ROW = 20;
/** An error that as many items had so often, over six minutes at least, is theirs. */
const ATTEMPTS = 3;

/**
 * Notices an outage that a side tells as a fault of each item. Going on would park the items of a whole mailbox one by one, some
 * of them for a day; the run ends instead (`stopIfRefused`), and is tried again as after any outage. An error that the same
 * items have again and again is believed to be theirs, and holds up no others.
 * @param answers of one call, in the order of its items
 */
export function noteErrorsInARow(
  run: Run,
  answers: readonly { readonly kind: string; readonly error?: ConnectorError }[],
): void {
  for (const { kind, error } of answers) {
    if (kind !== 'failed' || error === undefined || !isParked(error)) {
      run.errorsInARow = null;
      continue;
    }
    const { code } = error;
    const count = run.errorsInARow?.code === code ? run.errorsInARow.count + 1 : 1;
    run.errorsInARow = { code, count };
    if (count === IN_A_ROW && !isOfItems(run, code)) run.refusal ??= systemic(code, count);
  }
}

function isOfItems(run: Run, code: string): boolean {
  const known = [...run.quarantine.values()].filter(
    ({ errorCode, attempts }) => errorCode === code && attempts >= ATTEMPTS,
  );
  return known.length >= IN_A_ROW;
}

function systemic(errorCode: string, items: number): ConnectorError {
  return new ConnectorError({
    code: 'errors_in_a_row',
    disposition: 'backoff',
    message: 'Item after item failed with the same error',
    details: { items, errorCode },
  });
}
