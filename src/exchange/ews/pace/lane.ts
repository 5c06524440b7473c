import type { ConnectorError } from '../../../model/index.ts';
import type { Deadline } from '../http/index.ts';
import { reasonOf } from '../http/index.ts';
import type { WidthLimits } from './adaptive-width.ts';
import { createAdaptiveWidth } from './adaptive-width.ts';
import type { Pause } from './pause.ts';
import { createPause } from './pause.ts';

/** A bounded number of requests at a time, first come, first served, and nobody during a pause. */
export interface Lane {
  readonly pause: Pause;
  /** How many may be in it now. */
  readonly width: number;
  readonly isIdle: boolean;
  /**
   * @returns gives the place back; call it once
   * @throws ConnectorError `backing_off`, `timeout`
   */
  enter(deadline: Deadline): Promise<() => void>;
  /** The server wants fewer requests. */
  narrow(): void;
  /** The server asks for a pause, and wants fewer requests after it. */
  close(error: ConnectorError): void;
  /** An answer came that is no complaint. */
  succeed(): void;
}

interface Waiter {
  readonly go: () => void;
}

export function createLane(limits: WidthLimits): Lane {
  const pause = createPause();
  const width = createAdaptiveWidth(limits);
  const waiters: Waiter[] = [];
  let inside = 0;

  const admit = () => {
    while (inside < width.now) {
      const next = waiters.shift();
      if (next === undefined) return;
      inside += 1;
      next.go();
    }
  };
  const leave = () => {
    inside -= 1;
    admit();
  };

  return {
    pause,
    get width() {
      return width.now;
    },
    get isIdle() {
      return inside === 0 && waiters.length === 0 && pause.remainingMs() === 0;
    },
    async enter(deadline) {
      for (;;) {
        await pause.wait(deadline);
        await place(deadline);
        // It may have begun while this one stood in the queue.
        if (pause.remainingMs() === 0) return leave;
        leave();
      }
    },
    narrow: () => void width.complain(),
    close(error) {
      width.complain();
      pause.begin(error);
    },
    succeed() {
      pause.succeed();
      if (inside >= width.now) width.wentWell();
      admit();
    },
  };

  function place(deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      if (deadline.signal.aborted) return reject(reasonOf(deadline.signal));
      const onAbort = () => {
        const index = waiters.indexOf(waiter);
        if (index >= 0) waiters.splice(index, 1);
        reject(reasonOf(deadline.signal));
      };
      const waiter: Waiter = {
        go: () => {
          deadline.signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      deadline.signal.addEventListener('abort', onAbort, { once: true });
      waiters.push(waiter);
      admit();
    });
  }
}
