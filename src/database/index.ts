export { readLock } from './embedded/directory-lock.ts';
export { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/embedded-database.ts';
export { openMemoryDatabase } from './memory.ts';
export { migrate } from './migrate.ts';
export * from './port.ts';
export { isUniqueViolation } from './sql-error.ts';
