import type { QueryRunner } from 'typeorm';

/** After a transaction the setting reads as an empty string, not NULL; NULLIF turns "no tenant" into "no rows". */
export const CURRENT_TENANT = `NULLIF(current_setting('app.tenant_id', true), '')::uuid`;

const name = (identifier: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(identifier)) throw new Error(`not a plain identifier: ${identifier}`);
  return `"${identifier}"`;
};

/**
 * Puts a table with a `tenant_id` column behind row-level security, forced for its owner too, and lets the application
 * use it. An append-only table passes narrower `grants`, for example `SELECT, INSERT`.
 */
export async function protectTenantTable(
  runner: QueryRunner,
  table: string,
  grants = 'SELECT, INSERT, UPDATE, DELETE',
): Promise<void> {
  await runner.query(`ALTER TABLE ${name(table)} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE ${name(table)} FORCE ROW LEVEL SECURITY`);
  await runner.query(
    `CREATE POLICY tenant_isolation ON ${name(table)} TO orbis_app
     USING (tenant_id = ${CURRENT_TENANT}) WITH CHECK (tenant_id = ${CURRENT_TENANT})`,
  );
  await runner.query(`GRANT ${grants} ON ${name(table)} TO orbis_app`);
}

/**
 * Shows single rows of a protected table to somebody who knows one value of them, before the tenant is known: an API
 * key by its lookup id, one user's memberships.
 */
export async function allowLookup(
  runner: QueryRunner,
  table: string,
  column: string,
  setting: 'app.lookup_key' | 'app.user_id',
): Promise<void> {
  await runner.query(
    `CREATE POLICY ${name(`lookup_by_${column}`)} ON ${name(table)} FOR SELECT TO orbis_app
     USING (${name(column)}::text = NULLIF(current_setting('${setting}', true), ''))`,
  );
}

/** Lets sweeps read these columns, and nothing else, of all tenants' rows. */
export async function grantRelay(
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> {
  await runner.query(`GRANT SELECT (${columns.map(name).join(', ')}) ON ${name(table)} TO orbis_relay`);
  await runner.query(`CREATE POLICY relay_read ON ${name(table)} FOR SELECT TO orbis_relay USING (true)`);
}
