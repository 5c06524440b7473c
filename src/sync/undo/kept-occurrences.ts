import type { Fields, TimeZoneId } from '../../model/index.ts';
import { DAYS_OF_SERIES, isEndedSeries } from '../ended-series.ts';
import type { FormerValues } from './former-values.ts';
import { leaving } from './former-values.ts';

/**
 * The former values of an item of Exchange, less those of a series of which they would leave nothing, as people deleted
 * what else it had: Exchange has no series without an occurrence.
 * @param now as it stands there
 */
export function withKeptOccurrences(former: FormerValues, now: Fields, zone: TimeZoneId): FormerValues {
  return isEndedSeries({ ...now, ...former.changes }, zone) ? leaving(former, DAYS_OF_SERIES) : former;
}
