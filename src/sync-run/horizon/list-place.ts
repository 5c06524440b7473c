import { ConnectorError } from '../../model/index.ts';
import type { Horizon } from './horizon.ts';

/** Where a listing of the mailbox stands. */
export interface ListPlace {
  /** The mailbox's own. */
  readonly position: string;
  readonly horizon: Horizon;
  /** It began from nothing and has not come to its end. */
  readonly isListing: boolean;
  /** Items that could not be read when they were named: whether they are series is still to be seen. */
  readonly again: readonly string[];
}

export function textOfPlace(place: ListPlace): string {
  return JSON.stringify(place);
}

/**
 * @throws ConnectorError with disposition `resync` for a place under another horizon: the mailbox names no series that
 *   nobody changed, and new days are due. So does the position of a run that saw series whole.
 */
export function placeFrom(text: string, horizon: Horizon): ListPlace {
  const place = parsed(text);
  if (place?.horizon?.from === horizon.from && place.horizon.until === horizon.until) return place;
  throw new ConnectorError({
    code: 'horizon_moved',
    disposition: 'resync',
    message: 'Since the last run other days are within the horizon',
  });
}

function parsed(text: string): ListPlace | null {
  try {
    return JSON.parse(text) as ListPlace | null;
  } catch {
    return null;
  }
}
