import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { DataSource } from 'typeorm';
import { Readiness } from '../http/readiness.js';
import { Logger } from '../logging/logger.js';
import { buildDataSource, type EntityClass } from './data-source.js';

export const ENTITIES = Symbol('entities');

const APP_POOL_SIZE = 12;
/** A gateway has many calls' small writes on their way at once, each for as long as the process is late under load. */
const GATEWAY_POOL_SIZE = 24;
const RELAY_POOL_SIZE = 4;

/** Connection lifetime is tied to the application's: opened before anything listens, closed after everything else. */
abstract class ManagedDataSource implements OnModuleInit, OnApplicationShutdown {
  constructor(readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Role `orbis_app`: row-level security applies to every statement. */
@Injectable()
export class AppDataSource extends ManagedDataSource {
  constructor(
    config: AppConfig,
    @Inject(ENTITIES) entities: readonly EntityClass[],
    logger: Logger,
    readiness: Readiness,
  ) {
    super(
      buildDataSource({
        url: config.databaseAppUrl,
        entities,
        poolSize: config.role === 'gateway' || config.role === 'all' ? GATEWAY_POOL_SIZE : APP_POOL_SIZE,
        name: `orbis-app-${config.role}`,
        answering: true,
        onPoolError: (error) => logger.warn('an idle database connection failed', { err: error }),
      }),
    );
    readiness.register('database', async () => void (await this.dataSource.query('select 1')));
  }
}

/** Role `orbis_relay`: the outbox of all tenants and the columns that sweeps need. */
@Injectable()
export class RelayDataSource extends ManagedDataSource {
  constructor(config: AppConfig, logger: Logger) {
    super(
      buildDataSource({
        url: config.databaseRelayUrl,
        entities: [],
        poolSize: RELAY_POOL_SIZE,
        name: `orbis-relay-${config.role}`,
        answering: true,
        onPoolError: (error) => logger.warn('an idle relay connection failed', { err: error }),
      }),
    );
  }
}
