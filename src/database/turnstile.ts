import { ConnectorError } from '../model/index.ts';

/** Lets one at a time through, in the order of arrival. */
export class Turnstile {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private readonly limit: number;

  /** @param limit how many may wait; beyond it the caller is told to slow down instead of filling the memory */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** @throws ConnectorError `database_overloaded` (disposition `backoff`) */
  pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= this.limit) {
      const message = `more than ${this.limit} requests wait for the database`;
      return Promise.reject(new ConnectorError({ code: 'database_overloaded', disposition: 'backoff', message }));
    }
    this.waiting += 1;
    const mine = this.tail.then(work).finally(() => {
      this.waiting -= 1;
    });
    this.tail = mine.catch(() => undefined);
    return mine;
  }
}
