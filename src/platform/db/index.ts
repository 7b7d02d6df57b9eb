export {
  canConnect,
  type EmbeddedOptions,
  type EmbeddedServer,
  isReachableByAll,
  startEmbedded,
} from './embedded.ts';
export { checksumOf } from './checksum.ts';
export { inTransaction, type Line } from './line.ts';
export { migrate, migrationName, migrationsOf, type MigrateResult, viewsChecksum } from './migrate.ts';
export { type ConnectionConfig, createClient, createPool } from './pool.ts';
export { roles } from './roles.ts';
export { type DatabaseRoom, inBuildOrder, type Layer, schemaOf, withDependencies } from './room.ts';
export { securitySql } from './row-security.ts';
export { tableTypes, writeTableTypes } from './table-types.ts';
