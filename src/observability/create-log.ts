import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DestinationStream } from 'pino';
import { destination, pino } from 'pino';
import type { Log, LogFacts } from './log.ts';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** `null` writes to standard error, so that standard output stays what was asked for. */
  readonly file: string | null;
}

/** JSON lines with time, level, event and facts. */
export function createLog(options: LogOptions, stream?: DestinationStream): Log {
  const to = stream ?? destination({ dest: ownFile(options.file) ?? 2, append: true, mode: 0o600, sync: true });
  const logger = pino(
    { level: options.level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    to,
  );
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, facts: LogFacts = {}) =>
      logger[level](known(facts), event);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** The log may be the first to make the data directory, which is for its owner only. */
function ownFile(file: string | null): string | null {
  if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

/** A value of `RACCORDO_LOG_LEVEL`; anything else is `fallback`. */
export function logLevelOf(text: string | undefined, fallback: LogLevel): LogLevel {
  return LOG_LEVELS.find((level) => level === text?.toLowerCase()) ?? fallback;
}

const KNOWN: Readonly<Record<keyof LogFacts, true>> = {
  accountId: true,
  scopeId: true,
  runId: true,
  itemType: true,
  kind: true,
  trigger: true,
  outcome: true,
  code: true,
  disposition: true,
  operation: true,
  requestId: true,
  method: true,
  route: true,
  status: true,
  port: true,
  zoneData: true,
  count: true,
  durationMs: true,
  retryAfterMs: true,
  stack: true,
};

/** An object that carries more than its type says (a spread error, a wider object) loses it here. */
function known(facts: LogFacts): LogFacts {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => Object.hasOwn(KNOWN, key)));
}
