import { Injectable } from '@nestjs/common';
import type { AppConfig } from '@orbisvoice/config';
import { CONTROL_NAME } from './control-connection.js';
import { RelayDatabase } from './relay-database.js';

type Role = AppConfig['role'];

/** Which processes run against this database: each holds one control connection, which says its role and dies with it. */
@Injectable()
export class RunningProcesses {
  constructor(private readonly database: RelayDatabase) {}

  async count(roles: readonly Role[]): Promise<number> {
    const [row] = await this.database.run((tx) =>
      tx.query<{ count: number }[]>(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and application_name = any($1)`,
        [roles.map((role) => CONTROL_NAME + role)],
      ),
    );
    return row?.count ?? 0;
  }
}
