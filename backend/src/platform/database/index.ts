export { ControlConnection } from './control-connection.js';
export { buildDataSource } from './data-source.js';
export type { EntityClass, MigrationClass } from './data-source.js';
export { AppDataSource, RelayDataSource } from './data-sources.js';
export { DatabaseModule } from './database.module.js';
export { IdentityDatabase } from './identity-database.js';
export { RelayDatabase } from './relay-database.js';
export { RunningProcesses } from './running-processes.js';
export { TenantDatabase } from './tenant-database.js';
export { NO_TENANT, tenantId } from './tenant-id.js';
export type { TenantId } from './tenant-id.js';
/** What a transaction of one of these doors hands to its work; named here so that typeorm stays at home. */
export type { EntityManager as Transaction } from 'typeorm';
