import { ownError } from '../errors/index.ts';
import type { Connection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { reasonOf } from './deadline.ts';

/** A bounded set of connections to one server. Each is lent to one request at a time, the warmest first. */
export interface ConnectionPool {
  /**
   * @param fresh a new connection, after one that had gone stale
   * @throws ConnectorError `timeout` while waiting, `channel_closed`, and what opening throws
   */
  acquire(deadline: Deadline, fresh: boolean): Promise<Connection>;
  /** Gives it back; a broken one is dropped. */
  release(connection: Connection): void;
  close(): void;
}

interface Waiter {
  readonly fresh: boolean;
  readonly deadline: Deadline;
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
  readonly onAbort: () => void;
}

export function createConnectionPool(options: {
  readonly maxConnections: number;
  readonly open: (deadline: Deadline) => Promise<Connection>;
}): ConnectionPool {
  const idle: Connection[] = [];
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
  const takeIdle = (): Connection | null => {
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
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
      const reused = waiter.fresh ? null : takeIdle();
      const isFull = all.size + opening >= options.maxConnections;
      if (reused === null && isFull) {
        const oldest = idle.shift();
        if (oldest === undefined) return;
        drop(oldest);
      }
      leave(waiter);
      if (reused === null) void open(waiter);
      else waiter.resolve(reused);
    }
  };

  return {
    acquire(deadline, fresh) {
      return new Promise((resolve, reject) => {
        if (closing.signal.aborted) return reject(closedError());
        if (deadline.signal.aborted) return reject(reasonOf(deadline.signal));
        const waiter: Waiter = {
          fresh,
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
      else idle.push(connection);
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
