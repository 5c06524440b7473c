import { ConnectorError } from '../../model/index.ts';

interface Waiting {
  readonly enter: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Lets so many in at a time, the others in the order of arrival. */
export class Places {
  private free: number;
  private readonly waitingLimit: number;
  private readonly longestWaitMs: number;
  private readonly waiting = new Set<Waiting>();
  private readonly whenEmpty: (() => void)[] = [];
  private readonly total: number;

  constructor(total: number, waitingLimit: number, longestWaitMs: number) {
    this.total = total;
    this.free = total;
    this.waitingLimit = waitingLimit;
    this.longestWaitMs = longestWaitMs;
  }

  /** @throws ConnectorError `database_overloaded` (disposition `backoff`): too many wait, or no place became free in time */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nobody is inside and nobody waits. */
  empty(): Promise<void> {
    if (this.free === this.total) return Promise.resolve();
    return new Promise((resolve) => this.whenEmpty.push(resolve));
  }

  private enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    if (this.waiting.size >= this.waitingLimit) return Promise.reject(overloaded(this.waitingLimit));
    return new Promise((resolve, reject) => {
      const mine: Waiting = {
        enter: resolve,
        timer: setTimeout(() => {
          this.waiting.delete(mine);
          reject(overloaded(this.waiting.size));
        }, this.longestWaitMs),
      };
      this.waiting.add(mine);
    });
  }

  private leave(): void {
    const [next] = this.waiting;
    if (next !== undefined) {
      this.waiting.delete(next);
      clearTimeout(next.timer);
      next.enter();
      return;
    }
    this.free += 1;
    if (this.free === this.total) for (const tell of this.whenEmpty.splice(0)) tell();
  }
}

function overloaded(waiting: number): ConnectorError {
  return new ConnectorError({
    code: 'database_overloaded',
    disposition: 'backoff',
    message: `too many requests wait for the database (${waiting})`,
  });
}
