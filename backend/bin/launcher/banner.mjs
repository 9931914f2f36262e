// @ts-check
import { bold, cyan, dim, say } from '../lib/print.mjs';

/**
 * @typedef {object} Demo  what the seed made
 * @property {boolean} created  false where an earlier start made it
 * @property {string} email
 * @property {string} [password]  only where just created
 * @property {string} agentId
 * @property {string} [publishableKey]
 * @property {string} [secretKey]
 */

/**
 * @param {object} facts
 * @param {import('./settings.mjs').Settings} facts.settings
 * @param {Demo | undefined} facts.demo
 * @param {string} facts.dataFolder
 * @param {{ folder: string, moved: boolean, version: string, port: number } | undefined} facts.postgres
 * @param {NodeJS.ProcessEnv} facts.env
 * @param {boolean} facts.watch
 * @param {number} facts.tookMs
 */
export function printBanner({ settings, demo, dataFolder, postgres, env, watch, tookMs }) {
  const { publicUrl, gatewayPort, enginePort } = settings;
  const row = (/** @type {string} */ name, /** @type {string} */ value) =>
    say(`  ${dim(name.padEnd(14))}${value}`);

  say('');
  say(`  ${bold('OrbisVoice')} is ready ${dim(`(${(tookMs / 1000).toFixed(1)} s)`)}`);
  say('');
  row('Dashboard', cyan(watch ? 'http://localhost:3001/dashboard' : `${publicUrl}/dashboard`));
  row('API', `${publicUrl}  ${dim('reference:')} ${publicUrl}/reference`);
  row('Voice gateway', `ws://localhost:${gatewayPort}/stream`);
  if (!env.SMTP_URL) row('Mail outbox', `${publicUrl}/dev/mail`);
  say('');
  if (demo) printDemo(demo, row);
  printParts({ settings, postgres, env, enginePort, row });
  row('Data, logs', dataFolder);
  say('');
  say(dim('  Ctrl-C ends everything.'));
  say('');
}

/**
 * @param {Demo} demo
 * @param {(name: string, value: string) => void} row
 */
function printDemo(demo, row) {
  if (demo.created) {
    row('Demo login', `${demo.email}  ${bold(demo.password ?? '')}`);
    row('Demo agent', demo.agentId ?? '');
    row('Public key', demo.publishableKey ?? '');
    row('Secret key', demo.secretKey ?? '');
    row('', dim('shown this once; npm run call finds its key in the data folder'));
  } else {
    row('Demo login', `${demo.email}  ${dim('(password and keys were shown at the first start)')}`);
    if (demo.agentId) row('Demo agent', demo.agentId);
    row('', dim('new keys: Dashboard → Settings; a new demo: npm start -- --reset'));
  }
  row('Try it', 'npm run call -- --wav backend/samples/question-opening-hours.wav --out reply.wav');
  say('');
}

/**
 * @param {object} facts
 * @param {import('./settings.mjs').Settings} facts.settings
 * @param {{ folder: string, moved: boolean, version: string, port: number } | undefined} facts.postgres
 * @param {NodeJS.ProcessEnv} facts.env
 * @param {number} facts.enginePort
 * @param {(name: string, value: string) => void} facts.row
 */
function printParts({ settings, postgres, env, enginePort, row }) {
  const variable = (/** @type {string} */ name) => dim(`${name} replaces it`);
  row(
    'Database',
    postgres
      ? `embedded Postgres on port ${postgres.port}  ${variable('DATABASE_URL')}`
      : 'yours (DATABASE_URL)',
  );
  if (postgres?.moved)
    row(
      '',
      dim(`as root, it runs as the user postgres, who cannot enter the data folder: ${postgres.folder}`),
    );
  row(
    'Jobs, limits',
    env.REDIS_URL ? 'your Redis (REDIS_URL)' : `on Postgres, one process  ${variable('REDIS_URL')}`,
  );
  if (settings.localEngine)
    row(
      'Voice',
      `local demonstration voice on port ${enginePort}, not Gemini  ${variable('GEMINI_API_KEY')}`,
    );
  else
    row(
      'Voice',
      env.GEMINI_BASE_URL ? `Gemini Live protocol at ${env.GEMINI_BASE_URL}` : 'Gemini (GEMINI_API_KEY)',
    );
  row('Mail', env.SMTP_URL ? 'your server (SMTP_URL)' : `kept in the outbox page  ${variable('SMTP_URL')}`);
}
