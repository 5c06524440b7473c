import type { Instant } from '../../time/instant.ts';
import type { TimeZoneId } from '../../time/zoned-wall-time.ts';

/** The time for which occurrences are wanted; `null` is no limit on that side. */
export interface Period {
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** Where days without a time begin and end. */
  readonly zone: TimeZoneId;
}
