import type { ConnectorError } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';
import type { ConflictResolution, ExchangeUpdate, ExchangeWriteOutcome } from '../../../port.ts';
import { isSeries } from '../../mapping/appointment/series-properties.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { fieldPath } from '../../wire/paths.ts';
import { lookAtItems, propertiesShape } from '../look-at-items.ts';
import type { SideContext } from '../side-context.ts';
import { withOutcomesAt } from '../with-outcomes-at.ts';
import { notSent, stoppingError } from '../write-batches.ts';
import { updateItems } from '../write-items.ts';
import { recurs } from './recurs.ts';
import { updateSeries } from './update-series.ts';

const SHAPE = propertiesShape(
  'Text',
  ['CalendarItemType', 'IsRecurring', 'Recurrence'].map((name) => fieldPath(`calendar:${name}`)),
);

/** Single appointments in batches, then series one by one: those whose time or occurrences change. */
export async function updateAppointments(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeUpdate[],
  resolution: ConflictResolution,
): Promise<readonly ExchangeWriteOutcome[]> {
  // A time that is written to a series by mistake would move all of it.
  const doubtful = items.filter(
    ({ changes }) => Object.hasOwn(changes, 'time') || Object.hasOwn(changes, 'occurrences'),
  );
  const ids = doubtful.filter((update) => !isWishedSeries(update)).map(({ ref }) => ref.id);
  const look = await lookAtItems(side, ids, SHAPE);
  const held = new Set([...look.items].flatMap(([id, item]) => (isSeries(item) ? [id] : [])));
  const ways = items.map((update): 'unseen' | 'series' | 'batch' => {
    if (look.outcomes.has(update.ref.id)) return 'unseen';
    return isWishedSeries(update) || held.has(update.ref.id) ? 'series' : 'batch';
  });
  const placesOf = (way: (typeof ways)[number]) => ways.flatMap((each, place) => (each === way ? [place] : []));
  const at = (places: readonly number[]) => items.filter((_, place) => places.includes(place));
  const unseen = items.map(({ ref }): ExchangeWriteOutcome => look.outcomes.get(ref.id) ?? { kind: 'missing' });
  const batched = await updateItems(side, kind, at(placesOf('batch')), resolution);
  const one = (update: ExchangeUpdate) => updateSeries({ side, kind, update, resolution });
  const series = await eachUnlessStopped(at(placesOf('series')), one, stoppingError(batched));
  return withOutcomesAt(withOutcomesAt(unseen, placesOf('batch'), batched), placesOf('series'), series);
}

/** Of a series it is said so, or it has changed occurrences. */
function isWishedSeries({ changes }: ExchangeUpdate): boolean {
  return recurs(changes) || valueOf(changes, 'occurrences') !== null;
}

/** @param stopped what ended the writing before */
async function eachUnlessStopped(
  items: readonly ExchangeUpdate[],
  write: (update: ExchangeUpdate) => Promise<ExchangeWriteOutcome>,
  stopped: ConnectorError | null,
): Promise<readonly ExchangeWriteOutcome[]> {
  const outcomes: ExchangeWriteOutcome[] = [];
  let stop = stopped;
  for (const item of items) {
    const outcome = stop === null ? await write(item) : notSent(stop);
    outcomes.push(outcome);
    stop ??= stoppingError([outcome]);
  }
  return outcomes;
}
