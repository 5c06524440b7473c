import type { CrmSide } from '../../crm/port.ts';
import type { ExchangeSide } from '../../exchange/port.ts';
import type { ItemType } from '../../model/index.ts';
import { deleteOccurrences } from './delete-occurrences.ts';
import { listOccurrences } from './list-occurrences.ts';
import { locateOccurrences } from './locate-occurrences.ts';
import type { Mailbox } from './mailbox.ts';
import { parseOccurrenceKey } from './occurrence-ref.ts';
import { readOccurrences } from './read-occurrences.ts';
import { updateOccurrences } from './update-occurrences.ts';

interface Sides {
  readonly exchange: ExchangeSide;
  readonly crm: CrmSide;
}

/**
 * The two sides as a run sees them where the CRM keeps no series: each occurrence within a rolling horizon is an
 * appointment of its own, with a pair of its own. For a CRM that keeps them, and for contacts, the sides stay as they are.
 * @param view asked only where it is needed
 */
export function asCrmKeepsSeries(sides: Sides, itemType: ItemType, view: () => Omit<Mailbox, 'side'>): Sides {
  const { recurrence } = sides.crm;
  if (recurrence === 'full' || itemType === 'contacts') return sides;
  return {
    exchange: seriesAsOccurrences({ ...view(), side: sides.exchange }),
    crm: recurrence === 'rows' ? withSeriesOfRows(sides.crm) : sides.crm,
  };
}

function seriesAsOccurrences(mailbox: Mailbox): ExchangeSide {
  return {
    ...mailbox.side,
    listChanges: (_type, cursor) => listOccurrences(mailbox, cursor),
    read: (_type, ids) => readOccurrences(mailbox, ids),
    update: (_type, items, resolution) => updateOccurrences(mailbox, items, resolution),
    delete: (_type, items, mode) => deleteOccurrences(mailbox, items, mode),
    locate: (_type, wanted) => locateOccurrences(mailbox, wanted),
  };
}

/** Rows of one series are told by the UID of it, which each of them has before its day. */
function withSeriesOfRows(side: CrmSide): CrmSide {
  return {
    ...side,
    create: (type, items) =>
      side.create(
        type,
        items.map((item) => {
          const series = parseOccurrenceKey(item.uid ?? '')?.series;
          return series === undefined ? item : { ...item, series };
        }),
      ),
  };
}
