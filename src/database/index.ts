export { type LockDetails, type LockHolder, readLock } from './embedded/directory-lock.ts';
export { type EmbeddedDatabase, type EmbeddedOptions, openEmbeddedDatabase } from './embedded/embedded-database.ts';
export { openMemoryDatabase } from './memory.ts';
export { type Migration, migrate, readMigrations } from './migrate.ts';
export * from './port.ts';
export { isUniqueViolation } from './sql-error.ts';
