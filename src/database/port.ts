/** A row as the database returns it: `bigint` columns arrive as text, `jsonb` parsed, `timestamptz` as ISO text. */
export type Row = Readonly<Record<string, unknown>>;

export interface Queryable {
  /** One statement with `$1 …` parameters. Objects and arrays of objects are passed as JSON text and cast in SQL. */
  query<T extends object = Row>(sql: string, params?: readonly unknown[]): Promise<readonly T[]>;
}

/** The one database of an installation. PostgreSQL dialect, embedded or not. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction; rolls back when it throws. Do not use the outer object inside. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
