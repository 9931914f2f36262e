// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {import('node:child_process').ChildProcess} process
 * @property {NodeJS.Signals} signal  what ends it in order
 * @property {number} graceMs  how long it may take
 */

/** Processes that the launcher started, ended in the opposite order of their start: users before what they use. */
export class Children {
  /** @type {Child[]} */
  #running = [];
  /** @type {import('node:child_process').ChildProcess} */
  #watchdog;
  #stopping = false;

  /** @param {(name: string, code: number | null) => void} onUnexpectedExit */
  constructor(onUnexpectedExit) {
    this.onUnexpectedExit = onUnexpectedExit;
    const script = fileURLToPath(new URL('watchdog.mjs', import.meta.url));
    // Detached, so that it outlives what kills our process group.
    this.#watchdog = spawn(process.execPath, [script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#watchdog.stdin?.on('error', () => undefined);
    this.#watchdog.unref();
  }

  /**
   * Takes a running process into care.
   * @param {Child} child
   */
  adopt(child) {
    this.#running.push(child);
    this.#watchdog.stdin?.write(`add ${child.process.pid} ${child.signal}\n`);
    child.process.once('exit', (code) => {
      this.#running = this.#running.filter((other) => other !== child);
      this.#watchdog.stdin?.write(`drop ${child.process.pid}\n`);
      if (!this.#stopping && !child.process.killed) this.onUnexpectedExit(child.name, code);
    });
  }

  /**
   * Starts a Node program whose output goes to a log file.
   * @param {{ name: string, script: string, args?: string[], nodeArgs?: string[], env: Record<string, string | undefined>, log: string, graceMs: number }} options
   */
  startNode({ name, script, args = [], nodeArgs = [], env, log, graceMs }) {
    const child = spawn(process.execPath, ['--enable-source-maps', ...nodeArgs, script, ...args], {
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const file = createWriteStream(log, { flags: 'a' });
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
    this.adopt({ name, process: child, signal: 'SIGTERM', graceMs });
    return child;
  }

  /**
   * Ends one child by name, as before a restart of it.
   * @param {string} name
   */
  async stop(name) {
    const child = this.#running.find((one) => one.name === name);
    if (child) await end(child);
  }

  /** Somebody is in a hurry: no more waiting for calls and requests. Postgres' own way of this keeps its data whole. */
  hurry() {
    for (const child of this.#running) child.process.kill(child.signal === 'SIGTERM' ? 'SIGKILL' : 'SIGQUIT');
  }

  /** Whether all of them are asked to end. */
  get isStopping() {
    return this.#stopping;
  }

  async stopAll() {
    this.#stopping = true;
    for (const child of [...this.#running].reverse()) await end(child);
    this.#watchdog.stdin?.end();
  }
}

/** @param {Child} child */
async function end(child) {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  const ended = once(child.process, 'exit');
  child.process.kill(child.signal);
  const late = setTimeout(() => child.process.kill('SIGKILL'), child.graceMs);
  await ended;
  clearTimeout(late);
}
