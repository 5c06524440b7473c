import { ConnectorError } from '../../src/model/index.ts';
import type { RunContext } from './run-context.ts';

/** Who waits for what cannot be read does so for a run and a few reads: nothing stays unread for as long. */
const AT_MOST = 3;

/** Here and there a side does not show an item, and does the next time or the one after. */
export function withSomeUnread<T>(
  { faults, mailbox }: Pick<RunContext, 'faults' | 'mailbox'>,
  ids: readonly string[],
  reads: readonly T[],
): readonly (T | { readonly kind: 'failed'; readonly error: ConnectorError })[] {
  if (faults.strikes('itemUnread') === null) return reads;
  return reads.map((read, at) => {
    const id = ids[at] ?? '';
    const times = mailbox.timesUnread.get(id) ?? 0;
    if (times === AT_MOST || !faults.random.chance(0.5)) return read;
    mailbox.timesUnread.set(id, times + 1);
    return { kind: 'failed', error: notJustNow() };
  });
}

function notJustNow(): ConnectorError {
  const code = 'ErrorInternalServerTransientError';
  return new ConnectorError({ code, disposition: 'retry', message: 'not just now' });
}
