import { Injectable } from '@nestjs/common';
import { RelayDatabase, TenantDatabase, tenantId } from '../database/index.js';
import { TenantVault } from './tenant-vault.js';

export interface RewrapReport {
  readonly teams: number;
  readonly rewrapped: number;
  /** Keys that no known secret opens, by the name of the wrapping key that is missing. */
  readonly unreadable: Readonly<Record<string, number>>;
}

const TEAMS_AT_ONCE = 200;

/**
 * After a change of the application's secret: every team's data keys under the new one. May be stopped and run again at
 * any time, beside a product that serves: a key is readable before and after.
 */
@Injectable()
export class KeyRewrap {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly vault: TenantVault,
  ) {}

  async run(): Promise<RewrapReport> {
    const unreadable: Record<string, number> = {};
    let [teams, rewrapped, after] = [0, 0, '00000000-0000-0000-0000-000000000000'];
    for (let lot = await this.staleAfter(after); lot.length > 0; lot = await this.staleAfter(after)) {
      for (const id of lot) {
        const tenant = tenantId(id);
        const done = await this.tenants.withTenant(tenant, (tx) => this.vault.rewrap(tx, tenant));
        teams += 1;
        rewrapped += done.rewrapped;
        for (const name of done.unknown) unreadable[name] = (unreadable[name] ?? 0) + 1;
        after = id;
      }
    }
    return { teams, rewrapped, unreadable };
  }

  private async staleAfter(after: string): Promise<string[]> {
    const rows = await this.relay.run((tx) =>
      tx.query<{ tenant_id: string }[]>(
        `select distinct tenant_id from tenant_data_keys
         where wrapping_key <> $1 and tenant_id > $2 order by tenant_id limit $3`,
        [this.vault.wrappingKey, after, TEAMS_AT_ONCE],
      ),
    );
    return rows.map((row) => row.tenant_id);
  }
}
