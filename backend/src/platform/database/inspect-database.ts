import type { AppConfig, DatabaseRole } from '@orbisvoice/config';
import pg from 'pg';
import { MIGRATIONS } from './migrations/index.js';

const CONNECT_MS = 5_000;

/** What is known of a database before anything is changed in it. */
export interface DatabaseState {
  readonly version: string;
  /** Migrations of this build that the database does not have. */
  readonly pending: readonly string[];
  readonly applied: number;
  /** How far the database's clock is ahead of ours. */
  readonly clockAheadMs: number;
  readonly roles: readonly RoleState[];
}

export interface RoleState {
  readonly role: DatabaseRole;
  /** `unsafe`: it may pass row-level security, which is the wall between tenants. */
  readonly state: 'ok' | 'refused' | 'unsafe';
}

/** Whether DATABASE_URL names the owner. In containers of the servers it is the bare address, and the owner is not known. */
export const knowsOwner = ({ databaseUrl }: AppConfig): boolean => new URL(databaseUrl).username !== '';

/** Reads, and changes nothing. @throws where the owner, or the application where it knows no owner, cannot connect. */
export async function inspectDatabase(config: AppConfig): Promise<DatabaseState> {
  const url = knowsOwner(config) ? config.databaseUrl : config.databaseAppUrl;
  return withClient(url, async (client) => {
    const before = Date.now();
    const { rows } = await client.query<{ version: string; now: Date }>(
      "select current_setting('server_version') as version, clock_timestamp() as now",
    );
    const clockAheadMs = (rows[0]?.now.getTime() ?? before) - (before + Date.now()) / 2;
    const names = await appliedMigrations(client);
    return {
      version: rows[0]?.version ?? 'unknown',
      applied: names.size,
      pending: MIGRATIONS.map(({ name }) => name).filter((name) => !names.has(name)),
      clockAheadMs,
      roles: [
        await inspectRole('orbis_app', config.databaseAppUrl),
        await inspectRole('orbis_relay', config.databaseRelayUrl),
      ],
    };
  });
}

async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  const { rows: found } = await client.query<{ known: boolean }>(
    "select to_regclass('public.migrations') is not null as known",
  );
  if (!found[0]?.known) return new Set();
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  return new Set(rows.map(({ name }) => name));
}

/** The role is tried with its own credentials, as the application will. */
async function inspectRole(role: DatabaseRole, url: string): Promise<RoleState> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ unsafe: boolean }>(
        'select rolsuper or rolbypassrls as unsafe from pg_roles where rolname = current_user',
      );
      return { role, state: rows[0]?.unsafe === false ? 'ok' : 'unsafe' };
    });
  } catch {
    return { role, state: 'refused' };
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'orbis-doctor',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  // A connection that breaks between two statements shows in the next of them.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
