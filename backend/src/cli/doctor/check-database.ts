import type { AppConfig } from '@orbisvoice/config';
import { inspectDatabase, knowsOwner, type DatabaseState } from '../../platform/database/inspect-database.js';
import { errorCode, note, ok, problem, skipped, type Finding } from './finding.js';

const MAX_SKEW_MS = 2_000;
const PASSWORDS_FOLLOW =
  'Passwords of the roles follow from APP_SECRET: see that it is the same everywhere, and run "node backend/dist/cli.js migrate" as the owner after a change of it';

/** Connection, migrations, roles, and the clock of the database against ours. */
export async function checkDatabase(config: AppConfig, present: boolean): Promise<Finding[]> {
  if (!present)
    return [
      config.env === 'production'
        ? skipped('database', 'There is no usable DATABASE_URL.')
        : note('database', 'No DATABASE_URL: npm start runs a Postgres of its own, which does not run now.'),
    ];
  let state: DatabaseState;
  try {
    state = await inspectDatabase(config);
  } catch (error) {
    return [unreachable(errorCode(error), config)];
  }
  return [schema(state, config), ...state.roles.map(role), clock(state)];
}

/** SQLSTATE classes and the codes of Node's sockets. */
function unreachable(code: string, config: AppConfig): Finding {
  const facts = { facts: { code } };
  if (config.embeddedPostgres)
    return note('database', 'The embedded Postgres does not run now; npm start starts it.', undefined, facts);
  if (code.startsWith('28'))
    return problem(
      'database',
      `Postgres refused the user or the password (${code}).`,
      knowsOwner(config)
        ? 'Correct user and password in DATABASE_URL.'
        : `DATABASE_URL names no user, so orbis_app was tried. ${PASSWORDS_FOLLOW}.`,
      facts,
    );
  if (code === '3D000')
    return problem(
      'database',
      'Postgres answers, but there is no database of that name (3D000).',
      'Create it (createdb), or correct the name at the end of DATABASE_URL.',
      facts,
    );
  return problem(
    'database',
    `Postgres cannot be reached (${code}).`,
    'See that it runs, that host and port in DATABASE_URL are right, and that no firewall is in between.',
    facts,
  );
}

function schema({ version, applied, pending }: DatabaseState, { embeddedPostgres }: AppConfig): Finding {
  const where = `PostgreSQL ${version}${embeddedPostgres ? ', embedded' : ''}`;
  const facts = { facts: { version, applied, pending } };
  if (pending.length > 0)
    return problem(
      'database',
      `${where}; ${pending.length} of ${applied + pending.length} migrations are not applied.`,
      'Run "node backend/dist/cli.js migrate" with this configuration, as the owner, before the servers start.',
      facts,
    );
  return ok('database', `${where}, all ${applied} migrations applied.`, facts);
}

function role({ role, state }: DatabaseState['roles'][number]): Finding {
  const part = `role ${role}`;
  const variable = role === 'orbis_app' ? 'DATABASE_APP_URL' : 'DATABASE_RELAY_URL';
  if (state === 'refused')
    return problem(part, 'It cannot sign in.', `${PASSWORDS_FOLLOW}; or correct ${variable}.`);
  if (state === 'unsafe')
    return problem(
      part,
      'It may bypass row-level security, so tenants are not kept apart.',
      `See that ${variable}, where it is set, names this role. If it does, have it said by whoever gave it that power, as only they may: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS`,
    );
  return ok(part, 'Signs in, and row-level security holds for it.');
}

function clock({ clockAheadMs }: DatabaseState): Finding {
  const facts = { facts: { databaseAheadMs: Math.round(clockAheadMs) } };
  if (Math.abs(clockAheadMs) <= MAX_SKEW_MS) return ok('clock', 'Agrees with the database.', facts);
  return problem(
    'clock',
    `This machine and the database differ by ${(clockAheadMs / 1_000).toFixed(1)} s.`,
    'Let both follow a time server (chrony, systemd-timesyncd): tickets, leases and signatures depend on it.',
    facts,
  );
}
