import type { Side } from '../../model/index.ts';
import type { Hint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Stranger } from '../identify/claims.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { UnknownRecord } from './records-of-links.ts';
import type { ItemFailure } from './unit.ts';

/** Both ends of the links and what the free hints point at, and of all these what lies elsewhere although it answers. */
export async function readEnds(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  free: readonly Hint[],
): Promise<void> {
  const freeIds = (side: Side): readonly string[] =>
    free.filter((hint) => hint.side === side).map((hint) => hint.itemId);
  await reader.readCrm([...freeIds('crm'), ...links.flatMap(({ crmId }) => crmId ?? [])]);
  await reader.readExchange([...freeIds('exchange'), ...links.flatMap(({ exchangeId }) => exchangeId ?? [])]);
  await recallMoves(run, reader, links, free);
}

/** What hints point at that no link knows by its id. */
export interface Strangers {
  readonly records: readonly UnknownRecord[];
  readonly items: readonly Stranger[];
  readonly failures: readonly ItemFailure[];
  /** Those that are there no more; they are forgotten. */
  readonly vanished: number;
}

export function sortStrangers(
  run: Run,
  reader: ChunkReader,
  free: readonly Hint[],
  finished: SettlementDraft,
): Strangers {
  const records: UnknownRecord[] = [];
  const items: Stranger[] = [];
  const failures: ItemFailure[] = [];
  let vanished = 0;
  for (const hint of free) {
    const read = hint.side === 'crm' ? reader.crm(hint.itemId) : reader.exchange(hint.itemId);
    if (read === undefined) continue;
    // Nobody's counterpart any more, whether or not it can be read where it lies now.
    const hasLeft = hint.side === 'exchange' && run.sightings.leftFolder('item' in read ? read.item.id : hint.itemId);
    if (read.kind === 'failed' && !hasLeft) {
      run.unread.failed(hint, read.error);
      failures.push({ hints: [hint], error: read.error });
      continue;
    }
    if (read.kind === 'found' && 'record' in read) {
      if (!run.inFlight.holdsRecord(read.record)) records.push({ record: read.record, hint });
    } else if (read.kind === 'found' && 'item' in read && !hasLeft) {
      if (!run.inFlight.holdsExchange(read.item)) items.push({ item: read.item, hint });
    } else {
      finished.removeHints([hint]);
      finished.removeUnlinked(hint.side, hint.itemId);
      release(run, finished, { hints: [hint] });
      run.unread.answered(hint);
      vanished += 1;
    }
  }
  return { records, items, failures, vanished };
}
