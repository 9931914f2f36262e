// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Children } from '../../bin/launcher/children.mjs';
import { appSecret, openDataFolder } from '../../bin/launcher/data-folder.mjs';
import { migrate, seed } from '../../bin/launcher/database.mjs';
import { freePort } from '../../bin/launcher/ports.mjs';
import { startPostgres } from '../../bin/launcher/postgres.mjs';
import { forgetElsewhere } from '../../bin/launcher/postgres-user.mjs';
import { CALL_HOLDER_ARGS, Services, appService, engineService } from '../../bin/launcher/services.mjs';
import { readSettings } from '../../bin/launcher/settings.mjs';

/** What one team may have at once; the product refuses more. */
export const CALLS_PER_TEAM = 100;

/** @typedef {{ agentId: string, secretKey: string }} Team */

/**
 * A product of its own for one measurement: fresh database, scripted engine, and one process for each part, so that
 * their CPU and memory can be told apart. Nothing of it outlives the measurement.
 */
export class Stack {
  /** @type {Map<string, number>} */
  pids = new Map();

  /**
   * @param {Children} children
   * @param {string} dataFolder
   * @param {Record<string, string | undefined>} env
   * @param {Team[]} teams
   */
  constructor(children, dataFolder, env, teams) {
    this.children = children;
    this.dataFolder = dataFolder;
    this.env = env;
    this.teams = teams;
    /** Inspector addresses of backend processes and yardsticks, where asked for. @type {Map<string, number>} */
    this.inspectors = new Map();
    /** Whether they are started with an inspector, which profiles and heap measurements need. */
    this.inspected = false;
    this.services = new Services(children, dataFolder, (reason) => {
      process.stderr.write(`${reason}\n`);
      process.exitCode = 1;
    });
  }

  /**
   * @param {number} calls  the most that will be on at once
   * @param {string} [databaseUrl]  of a server that is there already, in the place of an embedded one
   */
  static async start(calls, databaseUrl) {
    const home = mkdtempSync(join(tmpdir(), 'orbisvoice-bench-'));
    const dataFolder = openDataFolder(join(home, 'data'));
    const secret = appSecret(dataFolder);
    const children = new Children(() => undefined);
    const place = { children, dataFolder, secret };
    const { url, pid } = databaseUrl ? { url: databaseUrl, pid: undefined } : await embeddedPostgres(place);
    const env = {
      DATA_DIR: dataFolder,
      APP_SECRET: secret,
      DATABASE_URL: url,
      EMBEDDED_POSTGRES: 'true',
      REDIS_URL: '',
      GEMINI_API_KEY: '',
      GEMINI_BASE_URL: '',
      SMTP_URL: '',
      LOG_LEVEL: 'warn',
      DRAIN_SECONDS: '0',
      NODE_ENV: 'production',
      ALLOW_EMBEDDED: 'true',
      PUBLIC_URL: 'http://localhost:3000',
      HOST: '127.0.0.1',
    };
    await migrate(env);
    /** @type {Team[]} */
    const teams = [];
    while (teams.length < Math.max(1, Math.ceil(calls / CALLS_PER_TEAM))) {
      // The first is the usual demo team; each keeps its keys in a folder of its own.
      const other = teams.length > 0 && `bench-${teams.length}@orbisvoice.local`;
      const made = other ? await seed({ ...env, DATA_DIR: join(dataFolder, other) }, other) : await seed(env);
      teams.push({ agentId: made.agentId ?? '', secretKey: made.secretKey ?? '' });
    }
    await raiseRateLimits(env.DATABASE_URL);
    const stack = new Stack(children, dataFolder, env, teams);
    if (pid !== undefined) stack.pids.set('postgres', pid);
    return stack;
  }

  /**
   * Starts an engine in its own process; ends the one before it.
   * @param {string} scenario
   * @param {'scripted' | 'speech'} [mode]  in speech mode only timing and faults of the scenario count
   */
  async startEngine(scenario, mode = 'scripted') {
    const port = await freePort();
    const env = {
      ...this.env,
      LIVE_ENGINE_PORT: String(port),
      LIVE_ENGINE_MODE: mode,
      LIVE_ENGINE_SCENARIO: scenario,
    };
    await this.#start('live-engine', engineService(await this.#settings(env), env));
    this.env.LIVE_ENGINE_PORT = String(port);
    return `http://127.0.0.1:${port}`;
  }

  /**
   * Starts the backend in one role; ends the process of that role before it.
   * @param {'gateway' | 'api' | 'worker'} role
   */
  async startBackend(role) {
    const env = {
      ...this.env,
      ROLE: role,
      PORT: String(await freePort()),
      GATEWAY_PORT: String(await freePort()),
    };
    const settings = await this.#settings(env);
    const nodeArgs = [
      ...(role === 'gateway' ? CALL_HOLDER_ARGS : []),
      ...(this.inspected ? [await this.#inspector(role)] : []),
    ];
    await this.#start(role, { ...appService(settings, env), name: role, nodeArgs });
    return {
      http: `http://127.0.0.1:${settings.port}`,
      stream: `ws://127.0.0.1:${settings.gatewayPort}/stream`,
    };
  }

  /**
   * Starts one of the yardsticks of this folder. It prints its port when it is ready.
   * @param {string} name
   * @param {Record<string, string | undefined>} env
   */
  async startYardstick(name, env) {
    const port = await freePort();
    const script = fileURLToPath(new URL(`../${name}.mjs`, import.meta.url));
    const service = {
      name,
      script,
      // The relay has what the gateway has, or the comparison would be one of settings.
      nodeArgs: [
        ...(name === 'bare-relay' ? CALL_HOLDER_ARGS : []),
        ...(this.inspected ? [await this.#inspector(name)] : []),
      ],
      env: { ...this.env, ...env, YARDSTICK_PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/ready`,
      graceMs: 2_000,
    };
    await this.#start(name, service);
    return port;
  }

  /** @param {string} name */
  pidOf(name) {
    const pid = this.pids.get(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  async stop() {
    await this.children.stopAll();
    forgetElsewhere(this.dataFolder);
    rmSync(join(this.dataFolder, '..'), { recursive: true, force: true });
  }

  /**
   * @param {string} name
   * @param {import('../../bin/launcher/services.mjs').Service} service
   */
  async #start(name, service) {
    await this.children.stop(name);
    const child = await this.services.start(service);
    this.pids.set(name, child.pid ?? 0);
  }

  /** @param {string} name */
  async #inspector(name) {
    const port = await freePort();
    this.inspectors.set(name, port);
    return `--inspect=127.0.0.1:${port}`;
  }

  /** @param {Record<string, string | undefined>} env */
  #settings = (env) => readSettings(/** @type {NodeJS.ProcessEnv} */ (env));
}

/**
 * Work on a product of its own, which is gone afterwards.
 * @template T
 * @param {number} calls  the most that will be on at once
 * @param {(stack: Stack) => Promise<T>} work
 * @param {string} [databaseUrl]  of a server that is there already
 */
export async function onStack(calls, work, databaseUrl) {
  const stack = await Stack.start(calls, databaseUrl);
  try {
    return await work(stack);
  } finally {
    await stack.stop();
  }
}

/** @param {{ children: Children, dataFolder: string, secret: string }} stack */
async function embeddedPostgres({ children, dataFolder, secret }) {
  let pid = 0;
  const { url } = await startPostgres({
    dataFolder,
    secret,
    lastPort: undefined,
    onSpawn: (child) => {
      pid = child.pid ?? 0;
      children.adopt({ name: 'postgres', process: child, signal: 'SIGINT', graceMs: 10_000 });
    },
  });
  return { url, pid };
}

/**
 * Each hello with a key counts as a request of the key; how many may come is not what is measured.
 * @param {string} databaseUrl
 */
async function raiseRateLimits(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('update tenants set rate_limit_per_minute = 10000');
  await client.end();
}
