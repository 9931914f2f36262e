import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { answeringSocket } from './answering-socket.js';
import { rowTypes } from './row-types.js';

export type EntityClass = (new () => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

export interface DataSourceSpec {
  url: string;
  entities: readonly EntityClass[];
  migrations?: readonly MigrationClass[];
  /** Largest number of connections; each request uses one at a time. */
  poolSize: number;
  /** Shown in pg_stat_activity. */
  name: string;
  onPoolError?: (error: Error) => void;
  /** Gives up connections whose server is silent; not for migrations, whose statements may take long. */
  answering?: true;
}

/** The one way to a TypeORM data source, for the application, the command line and the tests alike. */
export function buildDataSource(spec: DataSourceSpec): DataSource {
  return new DataSource({
    type: 'postgres',
    url: spec.url,
    applicationName: spec.name,
    entities: [...spec.entities],
    migrations: [...(spec.migrations ?? [])],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    // A cached answer is keyed by SQL alone and would cross tenants.
    cache: false,
    logging: false,
    poolSize: spec.poolSize,
    connectTimeoutMS: 5_000,
    useUTC: true,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolErrorHandler: (error: Error) => spec.onPoolError?.(error),
    extra: {
      types: rowTypes,
      keepAlive: true,
      idleTimeoutMillis: 30_000,
      maxLifetimeSeconds: 1_800,
      ...(spec.answering && { stream: () => answeringSocket() }),
    },
  });
}
