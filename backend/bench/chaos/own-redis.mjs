// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../bin/launcher/ports.mjs';
import { userError } from '../../bin/lib/print.mjs';
import { findOnPath } from '../../bin/provision/find-on-path.mjs';

const READY_MS = 20_000;

/** A Redis as production has it: append-only file, nothing evicted. It can be killed, emptied and started again. */
export class OwnRedis {
  /**
   * @param {import('../../bin/launcher/children.mjs').Children} children
   * @param {string} folder
   * @param {number} port
   * @param {string} program
   */
  constructor(children, folder, port, program) {
    this.children = children;
    this.folder = folder;
    this.port = port;
    this.program = program;
  }

  /**
   * @param {import('../../bin/launcher/children.mjs').Children} children
   * @param {string} dataFolder
   */
  static async start(children, dataFolder) {
    const program = findOnPath(['redis-server']);
    if (!program)
      throw userError('This needs redis-server on the PATH (Debian: apt-get install redis-server).');
    const redis = new OwnRedis(children, join(dataFolder, 'redis'), await freePort(), program);
    await redis.start();
    return redis;
  }

  async start() {
    mkdirSync(this.folder, { recursive: true });
    const kept = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--dir', this.folder];
    const args = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--maxmemory-policy',
      'noeviction',
      ...kept,
    ];
    this.process = spawn(this.program, args, { detached: true, stdio: 'ignore' });
    this.children.adopt({ name: 'redis', process: this.process, signal: 'SIGTERM', graceMs: 5_000 });
    const until = Date.now() + READY_MS;
    while ((await this.ask('PING').catch(() => '')) !== '+PONG') {
      if (Date.now() > until) throw userError('Redis did not start.');
      await sleep(20);
    }
  }

  async kill() {
    if (!this.process) return;
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }

  /** Its volume is gone; only while it does not run. */
  forget() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * @param {string} command  one word
   * @returns {Promise<string>} the first line of the answer
   */
  ask(command) {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write(`${command}\r\n`));
      socket.setTimeout(2_000, () => socket.destroy(new Error('Redis does not answer')));
      socket.once('error', reject);
      socket.once('data', (bytes) => {
        resolve(bytes.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      });
    });
  }
}
