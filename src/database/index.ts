export { readLock } from './embedded/directory-lock.ts';
export { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded/embedded-database.ts';
export { openMemoryDatabase } from './memory.ts';
export { migrate } from './migrate.ts';
export { type InstallationDatabase, openInstallationDatabase } from './open-installation.ts';
export * from './port.ts';
export { parseServerAddress, type ServerAddress } from './server/server-address.ts';
export { ServerDatabase } from './server/server-database.ts';
export { isUniqueViolation } from './sql-error.ts';
