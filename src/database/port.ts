/**
 * A row as the database returns it: `bigint` and `numeric` columns arrive as text, `jsonb` parsed, `timestamptz`
 * as ISO text in UTC (`2026-03-01T08:00:00.25Z`), `date` and `timestamp` as PostgreSQL writes them.
 */
export type Row = Readonly<Record<string, unknown>>;

export interface Queryable {
  /**
   * One statement with `$1 …` parameters. Objects and arrays of objects are passed as JSON text and cast in SQL.
   * @throws ConnectorError with the codes of `sql-error.ts` (`unique_violation`, `sql_failed` …) or of the engine
   *   (`database_failed`, `database_unresponsive`, `database_closed`)
   */
  query<T extends object = Row>(sql: string, params?: readonly unknown[]): Promise<readonly T[]>;
  /** Several statements without parameters, in one implicit transaction: migrations. */
  script(sql: string): Promise<void>;
}

/** The one database of an installation. PostgreSQL dialect, embedded or not. */
export interface Database extends Queryable {
  /**
   * Runs `work` in one transaction; rolls back when it throws. Do not use the outer object inside: it would wait for
   * itself, so it is refused with `nested_transaction`. A statement that failed spoils the transaction: even if `work`
   * swallows the error, nothing is committed and that error is thrown.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
