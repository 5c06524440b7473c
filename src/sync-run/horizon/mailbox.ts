import type { ExchangeSide } from '../../exchange/port.ts';
import type { TimeZoneId } from '../../model/index.ts';
import type { Horizon } from './horizon.ts';

/** A mailbox of which each series is to be seen as its occurrences. */
export interface Mailbox {
  /** The series themselves. */
  readonly side: ExchangeSide;
  readonly horizon: Horizon;
  /** The mailbox's zone. */
  readonly zone: TimeZoneId;
  /** The profile's categories: they go to the series, once, and make no exception of an occurrence. */
  readonly managedCategories: readonly string[];
  /** Of these ids those that the memory of the synchronisation has. */
  known(ids: readonly string[]): Promise<readonly string[]>;
}
