import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RelayDataSource } from './data-sources.js';

/**
 * Work over all tenants: the outbox relay and sweeps. Its role sees only what a migration granted column by column;
 * whatever must be read or changed beyond that is done per tenant, through TenantDatabase.
 */
@Injectable()
export class RelayDatabase {
  constructor(private readonly source: RelayDataSource) {}

  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction(work);
  }
}
