import { databaseGone } from './faults.ts';
import type { RunContext } from './run-context.ts';

const STATEMENT_MS = 3;

/**
 * The database behind a connection: every method is a transaction that takes its turn; the connection may break before
 * it, or after its commit.
 */
export function reachStore<T extends object>(context: RunContext, store: T, name: string): T {
  const { schedule, process, faults } = context;
  return new Proxy(store, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        await schedule.turn(process, `${name}.${String(property)}`, STATEMENT_MS);
        const fault = faults.strikes('databaseBefore', 'databaseAfter');
        if (fault === 'databaseBefore') throw databaseGone();
        const result = await schedule.effect(async () => (await Reflect.apply(member, target, args)) as unknown);
        if (fault === 'databaseAfter') throw databaseGone();
        return result;
      };
    },
  });
}
