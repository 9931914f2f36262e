// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../lib/files.mjs';
import { complain, dim, red, say, userError } from '../lib/print.mjs';
import { printBanner } from './banner.mjs';
import { Children } from './children.mjs';
import { appSecret, openDataFolder } from './data-folder.mjs';
import { migrate, seed } from './database.mjs';
import { takeInstanceLock } from './instance-lock.mjs';
import { guardParent } from './parent-guard.mjs';
import { requireFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { forgetElsewhere } from './postgres-user.mjs';
import { Services, appService, engineService } from './services.mjs';
import { readSettings } from './settings.mjs';
import { startWatching } from './watch.mjs';

/**
 * Starts everything, in the order of need, and stays until told to end. Resolves with the exit code.
 * @param {{ reset: boolean, seed: boolean, watch: boolean }} options
 * @returns {Promise<number>}
 */
export async function launch(options) {
  const startedAt = performance.now();
  const settings = await readSettings(process.env);
  let dataFolder = openDataFolder(process.env.DATA_DIR);
  const lock = await lockOrExplain(dataFolder, settings);
  if (options.reset) {
    forgetElsewhere(dataFolder);
    rmSync(dataFolder, { recursive: true, force: true });
    dataFolder = openDataFolder(process.env.DATA_DIR);
  }

  const end = withResolvers();
  const children = new Children((name, code) => void services.crashed(name, code));
  const services = new Services(children, dataFolder, (reason) => {
    complain(red(reason));
    end.resolve(1);
  });
  let signals = 0;
  const stopOnSignal = () => {
    end.resolve(0);
    if (++signals > 1) children.hurry();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, stopOnSignal);
  guardParent(stopOnSignal);

  let stopWatching = () => {};
  try {
    await requireFree(portsOf(settings));
    const starting = startAll({ settings, options, dataFolder, children, services, startedAt });
    // A signal during the start ends it at once; the failure that this causes in the start itself is of no interest.
    const outcome = await Promise.race([starting, end.promise]);
    if (typeof outcome === 'number') {
      starting.catch(() => undefined);
      return outcome;
    }
    if (options.watch) stopWatching = await startWatching({ services, children, dataFolder, settings });
    return await end.promise;
  } finally {
    stopWatching();
    say(dim('  Ending …'));
    await children.stopAll();
    lock.release();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stopOnSignal);
  }
}

/**
 * @param {object} context
 * @param {import('./settings.mjs').Settings} context.settings
 * @param {{ seed: boolean, watch: boolean }} context.options
 * @param {string} context.dataFolder
 * @param {Children} context.children
 * @param {Services} context.services
 * @param {number} context.startedAt
 */
async function startAll({ settings, options, dataFolder, children, services, startedAt }) {
  const secret = process.env.APP_SECRET?.trim() || appSecret(dataFolder);
  /** @type {Record<string, string | undefined>} */
  const env = {
    DATA_DIR: dataFolder,
    APP_SECRET: secret,
    PORT: String(settings.port),
    GATEWAY_PORT: String(settings.gatewayPort),
    LIVE_ENGINE_PORT: String(settings.enginePort),
    // At a desk nobody waits two minutes for a call to end after Ctrl-C.
    DRAIN_SECONDS: process.env.DRAIN_SECONDS ?? '3',
  };
  // The engine loads its models while the database starts.
  const engine = settings.localEngine ? services.start(engineService(settings, env)) : Promise.resolve();
  engine.catch(() => undefined);

  const postgres = settings.embeddedPostgres
    ? await startEmbeddedPostgres(dataFolder, secret, children)
    : undefined;
  if (postgres) Object.assign(env, { DATABASE_URL: postgres.url, EMBEDDED_POSTGRES: 'true' });
  await migrate(env);
  const wantsDemo = postgres !== undefined || options.seed;
  const demo = wantsDemo ? await seed(env) : undefined;
  // Whoever opens the landing page of a demo may talk to its agent at once. Vite, under --watch, wants to know it, too.
  if (demo?.agentId && !process.env.DEMO_AGENT_ID?.trim()) process.env.DEMO_AGENT_ID = demo.agentId;

  await services.start(appService(settings, env));
  await engine;
  printBanner({
    settings,
    demo,
    dataFolder,
    postgres,
    env: process.env,
    watch: options.watch,
    tookMs: performance.now() - startedAt,
  });
}

/**
 * @param {string} dataFolder
 * @param {string} secret
 * @param {Children} children
 */
async function startEmbeddedPostgres(dataFolder, secret, children) {
  const file = join(dataFolder, 'postgres.json');
  const last = /** @type {{ port?: number } | undefined} */ (readJson(file));
  const postgres = await startPostgres({
    dataFolder,
    secret,
    lastPort: last?.port,
    // In care before it is ready, so that a Ctrl-C in between ends it too. SIGINT is Postgres' fast shutdown.
    onSpawn: (child) =>
      children.adopt({ name: 'postgres', process: child, signal: 'SIGINT', graceMs: 15_000 }),
  });
  // For psql and other tools of the person at the keyboard; it holds the password.
  writeJson(file, { url: postgres.url, port: postgres.port, folder: postgres.folder }, 0o600);
  return postgres;
}

/** @param {import('./settings.mjs').Settings} settings */
const portsOf = (settings) => [
  { variable: 'PORT', port: settings.port, use: 'API and dashboard' },
  { variable: 'GATEWAY_PORT', port: settings.gatewayPort, use: 'voice gateway' },
  ...(settings.localEngine
    ? [{ variable: 'LIVE_ENGINE_PORT', port: settings.enginePort, use: 'local live engine' }]
    : []),
];

/**
 * @param {string} dataFolder
 * @param {import('./settings.mjs').Settings} settings
 */
async function lockOrExplain(dataFolder, settings) {
  const lock = await takeInstanceLock(dataFolder, { pid: process.pid, url: settings.publicUrl });
  if ('release' in lock) return lock;
  const { pid, url } = lock.heldBy;
  throw userError(
    `OrbisVoice already runs on ${dataFolder} (process ${pid}, ${url}).\n` +
      'Stop that one first, or start a second one beside it: DATA_DIR=.data-2 PORT=3100 GATEWAY_PORT=4101 LIVE_ENGINE_PORT=4200 npm start',
  );
}

/** A promise and its end, as Promise.withResolvers will be once Node 20 is history. */
function withResolvers() {
  /** @type {(code: number) => void} */
  let resolve = () => undefined;
  /** @type {Promise<number>} */
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
