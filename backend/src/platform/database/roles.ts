import type { AppConfig, DatabaseRole } from '@orbisvoice/config';
import type pg from 'pg';

/** Bounds that hold whatever the client forgets: a stuck statement may not hold a connection of the pool for long. */
const ROLE_SETTINGS = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '15s',
} as const;
const DUPLICATE = new Set(['42710', '23505']);
const ATTEMPTS = 10;

/**
 * Makes sure that both roles exist, cannot bypass row-level security and have the password that follows from the
 * application's secret (a changed secret takes effect with the next migration). Roles belong to the whole cluster, so
 * two databases may be migrated at once: conflicts are tried again.
 */
export async function prepareRoles(client: pg.Client, config: AppConfig): Promise<void> {
  await prepareRole(client, 'orbis_app', config.rolePasswords.app);
  await prepareRole(client, 'orbis_relay', config.rolePasswords.relay);
}

/** A role whose URL the operator gave is the operator's to create; its password is then unknown here. */
async function prepareRole(
  client: pg.Client,
  role: DatabaseRole,
  password: string | undefined,
): Promise<void> {
  if (password !== undefined) {
    await retried(async () => {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      const secret = client.escapeLiteral(password);
      const options = `LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${secret}`;
      await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} ${options}`);
      for (const [setting, value] of Object.entries(ROLE_SETTINGS))
        await client.query(`ALTER ROLE ${role} SET ${setting} = '${value}'`);
    });
  }
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
}

async function retried(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const conflict = DUPLICATE.has(code ?? '') || message.includes('concurrently updated');
      if (!conflict || attempt === ATTEMPTS) throw error;
    }
  }
}
