import { ConnectorError } from '../../src/model/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import type { FaultKind } from './swarm.ts';

/** Decides for each call of one run whether and how it fails. */
export interface Faults {
  /** One of these, if it is to happen now. */
  strikes<K extends FaultKind>(...kinds: readonly K[]): K | null;
  /** For the details of a fault. */
  readonly random: Random;
}

/** Most runs are calm: what a fault did must be mended by later ones, and a world that only fails mends nothing. */
export function createFaults(random: Random, switchedOn: ReadonlySet<FaultKind>, isOver: () => boolean): Faults {
  const mood = random.pick([0, 0, 0.05, 0.2, 0.5]) ?? 0;
  return {
    random,
    strikes(...kinds) {
      const possible = kinds.filter((kind) => switchedOn.has(kind));
      if (mood === 0 || isOver() || possible.length === 0 || !random.chance(mood)) return null;
      return random.pick(possible) ?? null;
    },
  };
}

export function timedOut(): ConnectorError {
  return new ConnectorError({ code: 'timeout', disposition: 'retry', message: 'no answer' });
}

export function serverBusy(random: Random): ConnectorError {
  const retryAfterMs = 1_000 * (1 + random.whole(60));
  return new ConnectorError({
    code: 'ErrorServerBusy',
    disposition: 'backoff',
    message: 'too many requests',
    retryAfterMs,
  });
}

export function itemRefused(): ConnectorError {
  return new ConnectorError({ code: 'ErrorCorruptData', disposition: 'quarantine', message: 'the item is refused' });
}

export function databaseGone(): ConnectorError {
  return new ConnectorError({ code: 'database_unreachable', disposition: 'retry', message: 'the connection broke' });
}
