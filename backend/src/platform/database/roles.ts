import type { AppConfig, DatabaseRole } from '@orbisvoice/config';
import type pg from 'pg';

/** Bounds that hold whatever the client forgets: a stuck statement may not hold a connection of the pool for long. */
const ROLE_SETTINGS = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '15s',
} as const;
/**
 * What neither role may have, and the word that takes it away. A role has none of it when it is made, and Postgres lets
 * nobody say such a word who does not have that power: an owner who is no superuser, as on every managed Postgres, is
 * refused even `NOSUPERUSER`. So each is said only where there is something to take away.
 */
const POWERS = {
  rolsuper: 'NOSUPERUSER',
  rolbypassrls: 'NOBYPASSRLS',
  rolcreatedb: 'NOCREATEDB',
  rolcreaterole: 'NOCREATEROLE',
} as const;
type FoundRole = Record<keyof typeof POWERS, boolean> & { readonly settings: readonly string[] };

const DUPLICATE = new Set(['42710', '23505']);
const NOT_ALLOWED = '42501';
const ATTEMPTS = 10;

/**
 * Makes sure that both roles exist, cannot bypass row-level security and have the password that follows from the
 * application's secret (a changed secret takes effect with the next migration). Roles belong to the whole cluster, so
 * two databases may be migrated at once: conflicts are tried again.
 * @throws in words where the owner may not change a role that somebody else made
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
  if (password !== undefined) await retried(() => makeOrMend(client, role, password));
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
}

async function makeOrMend(client: pg.Client, role: DatabaseRole, password: string): Promise<void> {
  const found = await find(client, role);
  const taken = found ? powersOf(found) : [];
  const options = ['LOGIN', ...taken, `PASSWORD ${client.escapeLiteral(password)}`].join(' ');
  try {
    await client.query(`${found ? 'ALTER' : 'CREATE'} ROLE ${role} ${options}`);
    for (const [setting, value] of Object.entries(ROLE_SETTINGS))
      if (!found?.settings.includes(`${setting}=${value}`))
        await client.query(`ALTER ROLE ${role} SET ${setting} = '${value}'`);
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
    throw new Error(refused(role, client.user ?? 'the owner', found !== undefined, taken), { cause: error });
  }
}

async function find(client: pg.Client, role: DatabaseRole): Promise<FoundRole | undefined> {
  const { rows } = await client.query<FoundRole>(
    `select ${Object.keys(POWERS).join(', ')}, coalesce(rolconfig, '{}') as settings from pg_roles where rolname = $1`,
    [role],
  );
  return rows[0];
}

function powersOf(found: FoundRole): string[] {
  return Object.entries(POWERS).flatMap(([power, word]) =>
    found[power as keyof typeof POWERS] ? [word] : [],
  );
}

/** What whoever reads it can do, since the message of Postgres only names an attribute. */
function refused(role: DatabaseRole, owner: string, exists: boolean, powers: readonly string[]): string {
  if (!exists)
    return `The user ${owner} of DATABASE_URL may not make the role ${role}: give it CREATEROLE, or make the role by hand and set DATABASE_APP_URL and DATABASE_RELAY_URL.`;
  if (powers.length > 0)
    return `The role ${role} has powers that it must not have, and the user ${owner} of DATABASE_URL may not take them away. Whoever gave them has to say: ALTER ROLE ${role} ${powers.join(' ')}`;
  return `The role ${role} was made by somebody else, and the user ${owner} of DATABASE_URL may not change it. Whoever made it has to say: GRANT ${role} TO "${owner}" WITH ADMIN OPTION. Or set DATABASE_APP_URL and DATABASE_RELAY_URL, whose passwords are then yours to manage.`;
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
