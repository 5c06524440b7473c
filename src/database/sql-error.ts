import type { ConnectorErrorOptions } from '../model/index.ts';
import { ConnectorError } from '../model/index.ts';

/** What is kept of an engine's error. Its message and detail are not: they quote values, and values are people's data. */
export interface EngineError {
  readonly sqlState: string | null;
  readonly constraint: string | null;
  readonly table: string | null;
  readonly routine: string | null;
}

/** Reads the error of PGlite (or of node-postgres, which has the same properties). */
export function engineErrorFrom(thrown: unknown): EngineError {
  const text = (key: string): string | null => {
    const value = typeof thrown === 'object' && thrown !== null ? (thrown as Record<string, unknown>)[key] : undefined;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const code = text('code');
  return {
    // Node's own errors carry a `code` as well (`ENOSPC`); a SQLSTATE is five characters from a fixed alphabet.
    sqlState: code !== null && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code) ? code : null,
    constraint: text('constraint'),
    table: text('table'),
    routine: text('routine'),
  };
}

type Meaning = Pick<ConnectorErrorOptions, 'code' | 'disposition' | 'message'>;

const MEANINGS: Readonly<Record<string, Meaning>> = {
  '23505': { code: 'unique_violation', disposition: 'bug', message: 'a row with this key exists already' },
  '23503': { code: 'foreign_key_violation', disposition: 'bug', message: 'a referenced row is missing, or still used' },
  '23514': { code: 'check_violation', disposition: 'bug', message: 'a value is outside its legal range' },
  '23502': { code: 'not_null_violation', disposition: 'bug', message: 'a required value is missing' },
  '40001': { code: 'serialization_failure', disposition: 'retry', message: 'a concurrent transaction got in between' },
  '40P01': { code: 'deadlock_detected', disposition: 'retry', message: 'two transactions waited for each other' },
  // NUL characters and lone surrogates exist in JavaScript and in bad data, not in PostgreSQL.
  '22P05': {
    code: 'value_not_storable',
    disposition: 'quarantine',
    message: 'a text holds a character that cannot be stored',
  },
  '22021': {
    code: 'value_not_storable',
    disposition: 'quarantine',
    message: 'a text holds a character that cannot be stored',
  },
  '53100': { code: 'database_full', disposition: 'halt', message: 'the disk of the database is full' },
  '53200': { code: 'database_out_of_memory', disposition: 'backoff', message: 'the database ran out of memory' },
  '58030': {
    code: 'database_io_error',
    disposition: 'halt',
    message: 'the disk of the database cannot be read or written',
  },
  XX001: { code: 'database_damaged', disposition: 'halt', message: 'the database files are damaged' },
  XX002: { code: 'database_damaged', disposition: 'halt', message: 'an index of the database is damaged' },
};

/** The engine's error in our words. `details` has the SQLSTATE and names of the schema, never a value. */
export function sqlError(engine: EngineError): ConnectorError {
  const meaning = MEANINGS[engine.sqlState ?? ''] ?? {
    code: 'sql_failed',
    disposition: 'bug' as const,
    message: 'the database refused a statement',
  };
  const details: Record<string, string> = {};
  for (const [key, value] of Object.entries(engine)) if (typeof value === 'string') details[key] = value;
  const where = engine.constraint ?? engine.table ?? engine.routine;
  return new ConnectorError({
    ...meaning,
    message: `${meaning.message} (SQLSTATE ${engine.sqlState ?? 'none'}${where === null ? '' : `, ${where}`})`,
    details,
  });
}

/** True for a broken unique constraint; with `constraint`, only for that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof ConnectorError &&
    error.code === 'unique_violation' &&
    (constraint === undefined || error.details['constraint'] === constraint)
  );
}
