import { ownError } from '../errors/index.ts';
import type { Connection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';

/** What a request needs of its connection. */
export type Freshness =
  /** One that has carried requests before will do, however long it has been idle. */
  | 'any'
  /** Not one that the server may be closing at this moment, because nothing came for a while. */
  | 'lively'
  /** A new one, after one that had gone stale. */
  | 'new';

/**
 * The shortest time after which common servers and proxies close what is idle is five seconds. Whoever sends at that
 * moment cannot know whether the request was read.
 */
const LIVELY_MS = 4_000;

/** A bounded set of connections to one server. Each is lent to one request at a time, the warmest first. */
export interface ConnectionPool {
  /**
   * @throws ConnectorError `timeout` while waiting, `channel_closed`, and what opening throws
   */
  acquire(deadline: Deadline, freshness: Freshness): Promise<Connection>;
  /** Gives it back; a broken one is dropped. */
  release(connection: Connection): void;
  close(): void;
}

interface Waiter {
  readonly freshness: Freshness;
  readonly deadline: Deadline;
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
  readonly onAbort: () => void;
}

export function createConnectionPool(options: {
  readonly maxConnections: number;
  readonly open: (deadline: Deadline) => Promise<Connection>;
}): ConnectionPool {
  /** The one that was used last at the end. */
  const idle: { readonly connection: Connection; readonly since: number }[] = [];
  const all = new Set<Connection>();
  const waiters: Waiter[] = [];
  const closing = new AbortController();
  let opening = 0;

  const drop = (connection: Connection) => {
    all.delete(connection);
    connection.destroy();
  };
  const leave = (waiter: Waiter) => {
    const index = waiters.indexOf(waiter);
    if (index >= 0) waiters.splice(index, 1);
    waiter.deadline.signal.removeEventListener('abort', waiter.onAbort);
  };
  const takeIdle = (freshness: Freshness): Connection | null => {
    if (freshness === 'new') return null;
    for (let last = idle.at(-1); last !== undefined; last = idle.at(-1)) {
      const { connection, since } = last;
      // The others have been idle for longer still. Reads can have them: those may be sent again.
      if (freshness === 'lively' && connection.isUsable && performance.now() - since > LIVELY_MS) return null;
      idle.pop();
      if (connection.isUsable) return connection;
      drop(connection);
    }
    return null;
  };

  const open = async (waiter: Waiter) => {
    opening += 1;
    try {
      const signal = AbortSignal.any([waiter.deadline.signal, closing.signal]);
      const connection = await options.open({ ...waiter.deadline, signal }).finally(() => {
        opening -= 1;
      });
      if (closing.signal.aborted) {
        connection.destroy();
        throw closedError();
      }
      all.add(connection);
      waiter.resolve(connection);
    } catch (error) {
      waiter.reject(error);
      serve();
    }
  };

  const serve = () => {
    for (let waiter = waiters[0]; waiter !== undefined; waiter = waiters[0]) {
      const reused = takeIdle(waiter.freshness);
      const isFull = all.size + opening >= options.maxConnections;
      if (reused === null && isFull) {
        const oldest = idle.shift();
        if (oldest === undefined) return;
        drop(oldest.connection);
      }
      leave(waiter);
      if (reused === null) void open(waiter);
      else waiter.resolve(reused);
    }
  };

  return {
    acquire(deadline, freshness) {
      return new Promise((resolve, reject) => {
        if (closing.signal.aborted) return reject(closedError());
        if (deadline.signal.aborted) return reject(reasonOf(deadline.signal));
        const waiter: Waiter = {
          freshness,
          deadline,
          resolve,
          reject,
          onAbort: () => {
            leave(waiter);
            reject(reasonOf(deadline.signal));
          },
        };
        deadline.signal.addEventListener('abort', waiter.onAbort, { once: true });
        waiters.push(waiter);
        serve();
      });
    },
    release(connection) {
      if (closing.signal.aborted || !connection.isUsable) drop(connection);
      else idle.push({ connection, since: performance.now() });
      serve();
    },
    close() {
      closing.abort(closedError());
      for (let waiter = waiters[0]; waiter !== undefined; waiter = waiters[0]) {
        leave(waiter);
        waiter.reject(closedError());
      }
      idle.length = 0;
      for (const connection of all) drop(connection);
    },
  };
}

function closedError() {
  return ownError('channel_closed', 'The channel was closed.');
}
