// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../lib/paths.mjs';
import { red, say, userError } from '../lib/print.mjs';
import { waitReady } from './wait-ready.mjs';

const READY_TIMEOUT_MS = 60_000;
/** A service that ends by itself this often within the window is given up. */
const MAX_CRASHES = 5;
const CRASH_WINDOW_MS = 60_000;
const RESTART_AFTER_MS = 300;

/**
 * @typedef {object} Service  a Node process of ours that is to be up all the time
 * @property {string} name
 * @property {string} script
 * @property {string[]} [args]
 * @property {string[]} [nodeArgs]  for Node itself
 * @property {Record<string, string | undefined>} env
 * @property {string} readyUrl
 * @property {number} graceMs
 */

/** Starts services, restarts the ones that crash, and says so. */
export class Services {
  /** @type {Map<string, Service>} */
  #services = new Map();
  /** Services that have been ready since their last start; before that, their start reports what goes wrong. */
  #up = new Set();
  /** @type {Map<string, number[]>} */
  #crashes = new Map();

  /**
   * @param {import('./children.mjs').Children} children
   * @param {string} dataFolder
   * @param {(reason: string) => void} giveUp
   */
  constructor(children, dataFolder, giveUp) {
    this.children = children;
    this.dataFolder = dataFolder;
    this.giveUp = giveUp;
  }

  /**
   * @param {Service} service
   * @returns {Promise<import('node:child_process').ChildProcess>} once it is ready
   */
  async start(service) {
    if (!existsSync(service.script)) throw userError(`${service.script} is missing. Run npm run build.`);
    this.#services.set(service.name, service);
    this.#up.delete(service.name);
    const log = this.#logOf(service.name);
    const child = this.children.startNode({ ...service, log });
    const ready = await waitReady(service.readyUrl, {
      timeoutMs: READY_TIMEOUT_MS,
      gaveUp: () => child.exitCode !== null || child.signalCode !== null,
    });
    if (!ready) throw userError(`The ${service.name} did not become ready. The end of ${log}:\n${tail(log)}`);
    this.#up.add(service.name);
    return child;
  }

  /** @param {string} name  after a rebuild */
  async restart(name) {
    const service = this.#services.get(name);
    if (!service) return;
    await this.children.stop(name);
    await this.start(service);
  }

  /**
   * A child ended without being asked to.
   * @param {string} name
   * @param {number | null} code
   */
  async crashed(name, code) {
    const service = this.#services.get(name);
    const log = this.#logOf(name);
    if (service && !this.#up.has(name)) return;
    if (!service)
      return this.giveUp(
        `${name} ended unexpectedly (${code ?? 'killed'}). The end of ${log}:\n${tail(log)}`,
      );
    const now = Date.now();
    const recent = [...(this.#crashes.get(name) ?? []), now].filter((at) => now - at < CRASH_WINDOW_MS);
    this.#crashes.set(name, recent);
    if (recent.length >= MAX_CRASHES)
      return this.giveUp(`The ${name} keeps crashing. The end of ${log}:\n${tail(log)}`);
    say(red(`  The ${name} ended unexpectedly (${code ?? 'killed'}); starting it again. Its log: ${log}`));
    await sleep(RESTART_AFTER_MS);
    try {
      await this.start(service);
      say(`  The ${name} is back.`);
    } catch (error) {
      this.giveUp(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {string} name */
  #logOf(name) {
    return join(this.dataFolder, 'logs', `${name}.log`);
  }
}

/** @param {string} file */
function tail(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}

/**
 * Of every process that holds calls, as in docker-compose.yml and deploy/kubernetes: 50 sounds a second and call live for
 * a moment, and a young generation that is full five times a second keeps all calls waiting while it is looked through.
 */
export const CALL_HOLDER_ARGS = ['--max-semi-space-size=64'];

/**
 * The API with gateway and worker in one process.
 * @param {import('./settings.mjs').Settings} settings
 * @param {Record<string, string | undefined>} env
 * @returns {Service}
 */
export const appService = (settings, env) => ({
  name: 'app',
  script: fromRoot('backend', 'dist', 'main.js'),
  nodeArgs: CALL_HOLDER_ARGS,
  env,
  readyUrl: `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host}:${settings.port}/ready`,
  graceMs: 15_000,
});

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {Record<string, string | undefined>} env
 * @returns {Service}
 */
export const engineService = (settings, env) => ({
  name: 'live-engine',
  script: fromRoot('libs', 'live-engine', 'dist', 'main.js'),
  env,
  readyUrl: `http://127.0.0.1:${settings.enginePort}/health`,
  graceMs: 5_000,
});
