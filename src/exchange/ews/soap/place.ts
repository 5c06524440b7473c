import type { Deadline } from '../http/index.ts';
import type { Pace } from '../pace/index.ts';

/** A place among the requests that a server works on. */
export interface Place {
  /** Gives it back. Doing so twice is doing so once. */
  leave(): void;
  /**
   * Gives it back until `over`, and takes one again.
   * @throws ConnectorError `backing_off`, `timeout`; what `over` rejects with
   */
  standAside(over: Promise<void>): Promise<void>;
}

/** @throws ConnectorError `backing_off`, `timeout` */
export async function takePlace(pace: Pace, deadline: Deadline): Promise<Place> {
  let giveBack: (() => void) | null = await pace.enter(deadline);
  const leave = () => {
    giveBack?.();
    giveBack = null;
  };
  return {
    leave,
    standAside: async (over) => {
      leave();
      await over;
      giveBack = await pace.enter(deadline);
    },
  };
}
