// @ts-check
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../../bin/launcher/ports.mjs';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { userError } from '../../bin/lib/print.mjs';
import { FaultProxy } from '../lib/fault-proxy.mjs';
import { composeProcesses } from '../lib/compose-services.mjs';
import { OrderDesk } from '../lib/order-desk.mjs';
import { NginxDoor, nginxProgram } from '../lib/nginx-door.mjs';
import { Stack } from '../lib/stack.mjs';
import { OwnPostgres } from './own-postgres.mjs';
import { OwnRedis } from './own-redis.mjs';
import { Part } from './part.mjs';
import { TALKING_SCENARIO } from '../lib/talking-scenario.mjs';

/** @typedef {'api' | 'gateway' | 'worker'} Role */

const PROFILE = 'scaled';
/** Calls are handed over at their first pause; two minutes for those that never pause would be most of a run. */
const DRAIN_SECONDS = '10';
const GRACE_MS = 30_000;

/**
 * The scaled profile of docker-compose.yml as processes: each container of ours with its environment from there, behind
 * nginx with the configuration from there; Postgres, Redis, the engine; and lines from the visitors, to Postgres and to
 * Redis on which faults can be laid.
 */
export class Topology {
  /** @type {Record<Role, Part[]>} */
  parts = { api: [], gateway: [], worker: [] };
  /** What no harm excuses. @type {string[]} */
  faults = [];
  onFault = (/** @type {string} */ what) => void this.faults.push(what);
  /** Where billing messages of the run come from. */
  billingSecret = `whsec_${randomBytes(32).toString('base64')}`;
  /** Addresses for visitors and clients. */
  api = '';
  stream = '';

  /**
   * @param {Stack} stack
   * @param {OwnRedis} redis
   * @param {NginxDoor} door
   */
  constructor(stack, redis, door) {
    this.stack = stack;
    this.redis = redis;
    this.door = door;
    this.postgres = new OwnPostgres(stack);
    /** Where visitors' orders go. */
    this.desk = new OrderDesk();
    this.lines = {
      database: new FaultProxy(() => this.postgres.port),
      redis: new FaultProxy(() => redis.port),
      visitors: new FaultProxy(() => Number(new URL(this.api).port)),
    };
  }

  /** @param {number} calls  the most that will be on at once */
  static async start(calls) {
    const nginx = nginxProgram();
    if (!nginx) throw userError('This needs nginx on the PATH (Debian: apt-get install nginx).');
    const stack = await Stack.start(calls);
    try {
      const redis = await OwnRedis.start(stack.children, stack.dataFolder);
      const topology = new Topology(stack, redis, new NginxDoor(nginx, join(stack.dataFolder, 'nginx')));
      await topology.#open();
      return topology;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get all() {
    return Object.values(this.parts).flat();
  }

  async stop() {
    for (const part of this.all) part.wake();
    for (const line of Object.values(this.lines)) line.set({});
    await Promise.all(this.all.map((part) => part.stop()));
    await Promise.all(Object.values(this.lines).map((line) => line.close()));
    this.desk.close();
    await this.stack.stop();
  }

  async #open() {
    const { env } = this.stack;
    const inFile = {
      APP_SECRET: env.APP_SECRET ?? '',
      GEMINI_API_KEY: 'for-the-local-engine',
      SMTP_URL: 'none',
      WEBHOOK_SECRETS: `billing/chaos=${this.billingSecret}`,
      AUTH_ATTEMPTS_PER_MINUTE: '1000',
      LOG_LEVEL: 'warn',
    };
    const orders = await this.desk.open();
    const here = { ...(await this.#addressesHere()), EGRESS_ALLOW: orders };
    const ports = { api: /** @type {number[]} */ ([]), gateways: /** @type {number[]} */ ([]) };
    for (const { name, role, env: told } of composeProcesses(PROFILE, inFile)) {
      const [port, gatewayPort] = [await freePort(), await freePort()];
      const own = { ...told, ...here, PORT: String(port), GATEWAY_PORT: String(gatewayPort) };
      if (role === 'api') ports.api.push(port);
      if (role === 'gateway') ports.gateways.push(gatewayPort);
      this.#add(role, name, role === 'gateway' ? gatewayPort : port, own);
    }
    await Promise.all(this.all.map((part) => part.start()));
    this.api = `http://127.0.0.1:${await this.door.open(this.stack.children, ports)}`;
    await this.desk.employ(
      this.api,
      /** @type {import('../lib/stack.mjs').Team} */ (this.stack.teams[0]),
      orders,
    );
    this.stream = `ws://127.0.0.1:${await this.lines.visitors.open()}/stream`;
  }

  /** What cannot be the same here as in containers, and what this examination needs. */
  async #addressesHere() {
    const database = new URL(this.stack.env.DATABASE_URL ?? '');
    database.port = String(await this.lines.database.open());
    return {
      HOST: '127.0.0.1',
      TRUST_PROXY: '127.0.0.1',
      DATABASE_URL: database.href,
      REDIS_URL: `redis://127.0.0.1:${await this.lines.redis.open()}`,
      GEMINI_BASE_URL: await this.stack.startEngine(JSON.stringify(TALKING_SCENARIO)),
      // Mails stay on this machine.
      ...{ SMTP_URL: '', ALLOW_EMBEDDED: 'true', DATA_DIR: this.stack.dataFolder },
      DRAIN_SECONDS,
    };
  }

  /**
   * @param {Role} role
   * @param {string} name
   * @param {number} served  port
   * @param {Record<string, string>} env
   */
  #add(role, name, served, env) {
    const readyUrl = `http://127.0.0.1:${served}/ready`;
    const script = fromRoot('backend', 'dist', 'main.js');
    const service = { name, script, env, readyUrl, graceMs: GRACE_MS };
    this.parts[role].push(new Part(this.stack.services, service, this.onFault));
  }
}
