import { ConnectorError } from '../../../../model/index.ts';
import type { ExchangeCreate, ExchangeItemRef, ExchangeWriteOutcome } from '../../../port.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import type { WhenItTakesPlace } from '../../mapping/recurrence/master-write.ts';
import { masterWrite } from '../../mapping/recurrence/master-write.ts';
import type { SideContext } from '../side-context.ts';
import { withOutcomesAt } from '../with-outcomes-at.ts';
import { createItems } from '../write-items.ts';
import { bringOccurrences } from './bring-occurrences.ts';
import { takesPlace } from './item-with-series.ts';
import { halfWritten, orFailure } from './outcome-of-series.ts';
import { readOneWithSeries } from './read-with-series.ts';
import { recurs } from './recurs.ts';
import { wishedSeries } from './wished-series.ts';

/**
 * Items in batches; a series comes with its rule alone, and its changed occurrences are written afterwards. Where they
 * are not, the outcome is unknown: the item is there.
 */
export async function createAppointments(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeCreate[],
): Promise<readonly ExchangeWriteOutcome[]> {
  const wishes = items.map(({ fields }) => (recurs(fields) ? wishedSeries(fields, side.homeZone) : null));
  const refused = wishes.map(
    (wish): ExchangeWriteOutcome => (wish instanceof ConnectorError ? { kind: 'failed', error: wish } : halfWritten()),
  );
  const places = items.flatMap((_, place) => (wishes[place] instanceof ConnectorError ? [] : [place]));
  const writable = items.filter((_, place) => places.includes(place));
  const outcomes = withOutcomesAt(refused, places, await createItems(side, kind, writable));
  const finished: ExchangeWriteOutcome[] = [];
  for (const [place, outcome] of outcomes.entries()) {
    const wish = wishes[place];
    const isToFinish = outcome.kind === 'done' && !!wish && !(wish instanceof ConnectorError) && hasChanges(wish);
    finished.push(isToFinish ? await withOccurrences(side, kind, outcome.ref, wish) : outcome);
  }
  return finished;
}

function hasChanges({ series }: WhenItTakesPlace): boolean {
  return series !== null && series.deleted.length + series.exceptions.length > 0;
}

async function withOccurrences(
  side: SideContext,
  kind: ItemKind,
  ref: ExchangeItemRef,
  wish: WhenItTakesPlace,
): Promise<ExchangeWriteOutcome> {
  const read = await orFailure(readOneWithSeries(side, kind, ref.id));
  if (read.kind !== 'found') return halfWritten(read);
  const before = read.value;
  // A server without recurrences made a single one of it, and whoever reads it finds out.
  const isAlone = masterWrite(takesPlace(before), wish) !== null;
  if (isAlone) return { kind: 'done', ref };
  const wished = { side, kind, update: {}, resolution: 'neverOverwrite', before, wish, isStarted: true } as const;
  return bringOccurrences(wished, ref);
}
