import { Module, type DynamicModule } from '@nestjs/common';
import { ControlConnection } from './control-connection.js';
import type { EntityClass } from './data-source.js';
import { AppDataSource, ENTITIES, RelayDataSource } from './data-sources.js';
import { IdentityDatabase } from './identity-database.js';
import { RelayDatabase } from './relay-database.js';
import { RunningProcesses } from './running-processes.js';
import { TenantDatabase } from './tenant-database.js';

@Module({})
export class DatabaseModule {
  static with(entities: readonly EntityClass[]): DynamicModule {
    const doors = [TenantDatabase, IdentityDatabase, RelayDatabase, ControlConnection, RunningProcesses];
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: ENTITIES, useValue: entities }, AppDataSource, RelayDataSource, ...doors],
      exports: [...doors, AppDataSource, RelayDataSource],
    };
  }
}
