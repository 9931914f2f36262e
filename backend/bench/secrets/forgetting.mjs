// @ts-check
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { run } from '../../bin/lib/run.mjs';
import { tablesWith } from '../lib/every-row.mjs';
import { postgresTool } from './dump.mjs';
import { until } from './scenario.mjs';
import { CALLER_WORDS, CANARY } from './words.mjs';

const CLI = fromRoot('backend', 'dist', 'cli.js');
/** Others who wished to be forgotten after the backup, and never called. */
const STRANGERS = 300;

/** @typedef {import('../lib/system-postgres.mjs').SystemPostgres} SystemPostgres */

/**
 * A backup is made, the caller is erased, and the backup is restored into another database and held against the
 * tombstones, those of others of the team among them, by the commands of the runbook.
 * @param {object} place
 * @param {SystemPostgres} place.server
 * @param {string} place.name  of the database
 * @param {import('pg').Pool} place.database
 * @param {import('../lib/stack.mjs').Stack} place.stack
 * @param {import('./scenario.mjs').Lived} lived
 */
export async function forgetCaller({ server, name, database, stack }, { owner }) {
  /** @type {string[]} */
  const faults = [];
  const before = await tablesWith(database, ...CALLER_WORDS);
  if (before.length < 3) faults.push(`before the erasure the caller stood in ${before.join(', ')} only`);
  const backup = join(stack.dataFolder, 'yesterday.dump');
  await postgresTool(server, 'pg_dump', '--format=custom', `--file=${backup}`, server.url(name));

  const from = performance.now();
  const { email, phone } = { email: CANARY.attendeeEmail, phone: CANARY.phone };
  const erasure = await owner.must('POST', '/privacy/erasures', { email, phone });
  await until(async () => (await owner.must('GET', `/privacy/erasures/${erasure.id}`)).state === 'done');
  const erasedMs = performance.now() - from;
  const left = await tablesWith(database, ...CALLER_WORDS);
  faults.push(...left.map((table) => `after the erasure ${table} still has words of the caller`));

  const tombstones = join(stack.dataFolder, 'tombstones.jsonl');
  const kept = await product(stack, ['privacy:tombstones']);
  writeFileSync(tombstones, kept + strangersOf(kept));
  const restored = `${name}_restored`;
  const url = server.url(restored);
  await postgresTool(server, 'createdb', `--maintenance-db=${server.url('postgres')}`, restored);
  await postgresTool(
    server,
    'pg_restore',
    '--exit-on-error',
    '--single-transaction',
    `--dbname=${url}`,
    backup,
  );
  const copy = new pg.Pool({ connectionString: url });
  try {
    const back = await tablesWith(copy, ...CALLER_WORDS);
    if (back.length < before.length) faults.push(`the backup brought back ${back.join(', ')} only`);
    const replayedFrom = performance.now();
    await product(stack, ['migrate'], url);
    await product(stack, ['privacy:replay', tombstones], url);
    const replayedMs = performance.now() - replayedFrom;
    const again = await tablesWith(copy, ...CALLER_WORDS);
    faults.push(
      ...again.map((table) => `after the replay ${table} of the restored backup has words of the caller`),
    );
    const { rows } = await copy.query('select count(*)::integer as count from caller_erasures');
    const held = Number(rows[0].count);
    if (held <= STRANGERS)
      faults.push(`${held} tombstones were replayed, and not those of ${STRANGERS} others too`);
    return { before, left, erasedMs, replayedMs, tombstones: held, restoredLeft: again, faults };
  } finally {
    await copy.end();
  }
}

/** Lines for people whom no call knows, of the team of the first line. @param {string} lines */
function strangersOf(lines) {
  const { tenantId } = JSON.parse(lines.split('\n')[0] ?? '');
  const askedAt = new Date().toISOString();
  const stranger = () => {
    const marks = [randomBytes(32).toString('hex')];
    return JSON.stringify({ tenantId, id: randomUUID(), marks, knownBy: ['email'], askedAt });
  };
  return `${Array.from({ length: STRANGERS }, stranger).join('\n')}\n`;
}

/**
 * A command of the product's own.
 * @param {import('../lib/stack.mjs').Stack} stack
 * @param {string[]} args
 * @param {string} [databaseUrl]
 */
async function product({ env }, args, databaseUrl = env.DATABASE_URL) {
  const options = { env: { ...env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' } };
  const { code, output } = await run(process.execPath, ['--enable-source-maps', CLI, ...args], options);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${output}`);
  return output;
}
