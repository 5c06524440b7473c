import { SingleSessionDatabase } from '../../src/database/single-session-database.ts';

let statements = 0;

/** From now on every statement outside of a transaction counts; what is measured here only reads. */
export function countStatements(): void {
  const original = SingleSessionDatabase.prototype.query;
  SingleSessionDatabase.prototype.query = function counted<T extends object>(
    this: SingleSessionDatabase,
    sql: string,
    params?: readonly unknown[],
  ) {
    statements += 1;
    return original.call(this, sql, params) as Promise<readonly T[]>;
  };
}

export function statementsSoFar(): number {
  return statements;
}
