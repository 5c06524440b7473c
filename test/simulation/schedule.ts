import type { Random } from '../../src/sync-run/testing/random.ts';

/** A worker process of the simulation: it can die between two awaits, or stop and wake up later. */
export interface Process {
  readonly name: string;
  /** Its wall clock is wrong by so much. */
  clockOffsetMs: number;
  turns: number;
  /** Dies instead of taking this turn. */
  diesAtTurn: number | null;
  /** Dies right after so many writes took effect, before it learns of the last. */
  diesAfterWrites: number | null;
  /** Stops before this turn, for so long. */
  stopsAt: { readonly turn: number; readonly forMs: number } | null;
  stoppedUntilMs: number;
  /** Before this turn somebody sets its wall clock, to be wrong by so much. */
  setsClockAt: { readonly turn: number; readonly offsetMs: number } | null;
  dead: boolean;
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  readonly die: () => void;
}

export function createProcess(name: string, clockOffsetMs: number): Process {
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => (die = resolve));
  return {
    name,
    clockOffsetMs,
    turns: 0,
    diesAtTurn: null,
    diesAfterWrites: null,
    stopsAt: null,
    stoppedUntilMs: 0,
    setsClockAt: null,
    dead: false,
    death,
    die: () => die(),
  };
}

interface Waiting {
  readonly process: Process | null;
  readonly name: string;
  readonly costMs: number;
  readyAtMs: number;
  readonly go: () => void;
}

/**
 * One thread of simulated time. Everything that could happen next waits for its turn, and the seed decides whose turn
 * it is; so the same seed gives the same history, step by step.
 */
export interface Schedule {
  readonly steps: number;
  nowMs(): number;
  now(): string;
  pass(ms: number): void;
  /** Waits until the process may take its next step. Never resolves for a dead one. */
  turn(process: Process, name: string, costMs: number): Promise<void>;
  sleep(process: Process, ms: number): Promise<void>;
  /** Happens by itself after so long: a request that a network held back. */
  later(name: string, ms: number, work: () => Promise<unknown>): void;
  /** Runs the immediate effect of a turn; nobody else gets a turn meanwhile. */
  effect<T>(work: () => Promise<T>): Promise<T>;
  /** Grants turns until `over` and nothing that is to happen later is left. */
  run(over: () => boolean): Promise<void>;
  /** Called before every turn: where people act while runs are under way. */
  between: (() => void) | null;
  note(line: string): void;
  /** Of the whole trace so far. */
  readonly hash: number;
  /** All lines, where they were asked for. */
  readonly trace: readonly string[];
}

/** Microtasks between two turns, so that the engine has always reached its next await. */
const HOPS = 12;
const HOPS_AT_MOST = 5_000;

export function createSchedule(random: Random, startMs: number, keepTrace: boolean): Schedule {
  const waiting: Waiting[] = [];
  const trace: string[] = [];
  let nowMs = startMs;
  let steps = 0;
  let busy = 0;
  let hash = 0x811c9dc5;

  const note = (line: string): void => {
    for (let index = 0; index < line.length; index += 1) hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
    if (keepTrace) trace.push(line);
  };
  const wait = (process: Process | null, name: string, costMs: number, readyAtMs: number): Promise<void> =>
    new Promise((resolve) => waiting.push({ process, name, costMs, readyAtMs, go: resolve }));
  const remove = (one: Waiting): void => void waiting.splice(waiting.indexOf(one), 1);
  const readyAt = ({ process, readyAtMs }: Waiting): number => Math.max(readyAtMs, process?.stoppedUntilMs ?? 0);

  const settle = async (): Promise<void> => {
    for (let hops = 0; hops < HOPS || busy > 0 || (waiting.length === 0 && hops < HOPS_AT_MOST); hops += 1)
      await Promise.resolve();
  };
  const next = (): Waiting | undefined => {
    const ready = waiting.filter((one) => readyAt(one) <= nowMs);
    if (ready.length > 0) return random.pick(ready);
    const first = waiting.toSorted((a, b) => readyAt(a) - readyAt(b))[0];
    if (first !== undefined) nowMs = readyAt(first);
    return first;
  };

  const schedule: Schedule = {
    between: null,
    get steps() {
      return steps;
    },
    get hash() {
      return hash >>> 0;
    },
    trace,
    note,
    nowMs: () => nowMs,
    now: () => new Date(nowMs).toISOString(),
    pass(ms) {
      nowMs += ms;
    },
    async turn(process, name, costMs) {
      if (process.dead) return new Promise<never>(() => undefined);
      process.turns += 1;
      if (process.diesAtTurn === process.turns) {
        process.dead = true;
        note(`${nowMs} ${process.name} dies before ${name}`);
        process.die();
        return new Promise<never>(() => undefined);
      }
      if (process.setsClockAt?.turn === process.turns) {
        process.clockOffsetMs = process.setsClockAt.offsetMs;
        note(`${nowMs} the clock of ${process.name} is set before ${name}`);
      }
      if (process.stopsAt?.turn === process.turns) {
        process.stoppedUntilMs = nowMs + process.stopsAt.forMs;
        note(`${nowMs} ${process.name} stops before ${name}`);
      }
      await wait(process, name, costMs, nowMs);
    },
    async sleep(process, ms) {
      if (process.dead) return new Promise<never>(() => undefined);
      await wait(process, `sleep ${ms}`, 0, nowMs + ms);
    },
    later(name, ms, work) {
      waiting.push({
        process: null,
        name,
        costMs: 0,
        readyAtMs: nowMs + ms,
        go: () => void schedule.effect(work),
      });
    },
    async effect(work) {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
      }
    },
    async run(over) {
      for (;;) {
        await settle();
        for (const one of waiting.filter(({ process }) => process?.dead === true)) remove(one);
        if (over() && waiting.length === 0) return;
        const chosen = next();
        if (chosen === undefined) throw new Error('the simulation stands still');
        remove(chosen);
        schedule.between?.();
        nowMs += chosen.costMs;
        steps += 1;
        note(`${nowMs} ${chosen.process?.name ?? '-'} ${chosen.name}`);
        chosen.go();
      }
    },
  };
  return schedule;
}
