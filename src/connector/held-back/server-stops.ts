import type { CircuitBreaker, Permission } from '../../jobs/index.ts';
import {
  beginTrial,
  CLOSED_BREAKER,
  knownBefore,
  noteEnd,
  permissionOf,
  scopesWith,
  tryNow,
} from '../../jobs/index.ts';
import type { ItemType } from '../../model/index.ts';
import type { RunRecord } from '../../store/port.ts';
import type { RunReport } from '../../sync-run/index.ts';
import { errorNameOf, isOfCrm, runEndOf } from './run-error.ts';

/** All contacts, or all appointments, of one server wait, because several mailboxes began to fail in the same way. */
export interface ServerStop {
  /** Names it while it lasts. */
  readonly id: string;
  /** Host of Exchange as the profiles have it; `null`: the CRM. */
  readonly server: string | null;
  readonly itemType: ItemType;
  readonly problem: NonNullable<RunRecord['problem']>;
  /** ISO instants. */
  readonly since: string;
  readonly nextTryAt: string;
  /** Mailboxes that have the error. */
  readonly mailboxes: number;
}

/** One scope, as stops know it. */
export interface StoppableScope {
  readonly accountId: string;
  readonly itemType: ItemType;
  /** Host of Exchange. */
  readonly server: string;
}

export interface ServerStops {
  /** What there is to stop. */
  refresh(scopes: readonly StoppableScope[]): void;
  /** How the scope ended before anybody looked. */
  known(scope: StoppableScope, problem: RunRecord['problem']): void;
  /** Whether a run may begin. Asked right before it does: a trial is taken by who is let in. */
  admit(scope: StoppableScope, nowMs: number): Exclude<Permission, { kind: 'trial' }>;
  /** Why a run may not begin now; `null`: it may. Takes nothing. */
  stopOf(scope: StoppableScope, nowMs: number): ServerStop | null;
  /** @returns whether anybody who waits may go now */
  note(scope: StoppableScope, report: RunReport, nowMs: number): boolean;
  list(): readonly ServerStop[];
  /** @returns whether there is such a stop */
  tryNow(id: string, nowMs: number): boolean;
}

interface Line {
  readonly server: string | null;
  readonly itemType: ItemType;
  breaker: CircuitBreaker;
  all: number;
  problem: NonNullable<RunRecord['problem']> | null;
}

/** The breakers of all servers, and of the CRM, by item type. In the memory of this process: a start begins anew. */
export function createServerStops(): ServerStops {
  const lines = new Map<string, Line>();
  const lineOf = (server: string | null, itemType: ItemType): Line => {
    const id = `${itemType}@${server ?? 'crm'}`;
    const line = lines.get(id) ?? { server, itemType, breaker: CLOSED_BREAKER, all: 0, problem: null };
    lines.set(id, line);
    return line;
  };
  const linesOf = ({ server, itemType }: StoppableScope): readonly [Line, Line] => [
    lineOf(server, itemType),
    lineOf(null, itemType),
  ];

  return {
    refresh: (scopes) => {
      for (const line of lines.values()) line.all = 0;
      for (const scope of scopes) for (const line of linesOf(scope)) line.all += 1;
    },
    known: (scope, problem) => {
      const [ofServer, ofCrm] = linesOf(scope);
      const name = problem && errorNameOf(problem);
      const isCrm = problem !== null && isOfCrm(problem);
      ofServer.breaker = knownBefore(ofServer.breaker, scope.accountId, isCrm ? null : name);
      ofCrm.breaker = knownBefore(ofCrm.breaker, scope.accountId, isCrm ? name : null);
    },
    admit: (scope, nowMs) => {
      const asked = linesOf(scope).map((line) => ({
        line,
        permission: permissionOf(line.breaker, scope.accountId, nowMs),
      }));
      const waits = asked.flatMap(({ permission }) => (permission.kind === 'wait' ? permission.waitMs : []));
      if (waits.length > 0) return { kind: 'wait', waitMs: Math.max(...waits) };
      for (const { line, permission } of asked)
        if (permission.kind === 'trial') line.breaker = beginTrial(line.breaker, scope.accountId, nowMs);
      return { kind: 'go' };
    },
    stopOf: (scope, nowMs) => {
      const line = linesOf(scope).find(({ breaker }) => permissionOf(breaker, scope.accountId, nowMs).kind !== 'go');
      return line === undefined ? null : described(line);
    },
    note: (scope, report, nowMs) => {
      const isCrm = report.problem !== null && isOfCrm(report.problem);
      const ended = linesOf(scope).map((line) => {
        const stop = line.breaker.stop;
        const end = runEndOf(report, stop?.error ?? null);
        // The other side's fault is none here, and no proof of anything.
        const isOurs = end.kind !== 'failed' || isCrm === (line.server === null);
        const noted = {
          scopeId: scope.accountId,
          end: isOurs ? end : ({ kind: 'unclear' } as const),
          nowMs,
          all: line.all,
        };
        line.breaker = noteEnd(line.breaker, noted);
        if (stop === null && line.breaker.stop !== null) line.problem = report.problem;
        return stop !== null && (line.breaker.stop === null || line.breaker.stop.nextTryMs <= nowMs);
      });
      return ended.includes(true);
    },
    list: () => [...lines.values()].flatMap((line) => described(line) ?? []),
    tryNow: (id, nowMs) => {
      const line = lines.get(id);
      if (line === undefined || line.breaker.stop === null) return false;
      line.breaker = tryNow(line.breaker, nowMs);
      return true;
    },
  };
}

function described({ server, itemType, breaker, problem }: Line): ServerStop | null {
  const { stop } = breaker;
  if (stop === null || problem === null) return null;
  return {
    id: `${itemType}@${server ?? 'crm'}`,
    server,
    itemType,
    problem,
    since: new Date(stop.sinceMs).toISOString(),
    nextTryAt: new Date(stop.nextTryMs).toISOString(),
    mailboxes: scopesWith(breaker),
  };
}
