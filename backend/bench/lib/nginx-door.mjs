// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../bin/launcher/ports.mjs';
import { waitReady } from '../../bin/launcher/wait-ready.mjs';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { userError } from '../../bin/lib/print.mjs';
import { findOnPath } from '../../bin/provision/find-on-path.mjs';

const CONFIGURATION = fromRoot('deploy', 'proxy', 'orbisvoice.conf');
/** @param {'nobody' | 'terminator'} whom  whose X-Forwarded-For is believed */
const trustsFile = (whom) => fromRoot('deploy', 'proxy', `trusts-${whom}.conf`);
const UPSTREAMS = fromRoot('deploy', 'proxy', 'upstreams.conf');
const READY_MS = 20_000;

/** Debian puts it where the PATH of people who are not root does not lead. @returns {string | undefined} */
export const nginxProgram = () =>
  findOnPath(['nginx']) ?? ['/usr/sbin/nginx'].find((path) => existsSync(path));

/** The proxy that production has, with production's own configuration, in front of processes on this machine. */
export class NginxDoor {
  /**
   * @param {string} program
   * @param {string} folder  for its files
   * @param {'nobody' | 'terminator'} trusts  whom it believes what it says of visitors
   */
  constructor(program, folder, trusts = 'nobody') {
    this.program = program;
    this.folder = folder;
    this.trusts = trusts;
  }

  /**
   * @param {import('../../bin/launcher/children.mjs').Children} children
   * @param {{ api: number[], gateways: number[] }} ports  of those behind it
   * @returns {Promise<number>} the port that it listens on
   */
  async open(children, ports) {
    const port = await freePort();
    mkdirSync(this.folder, { recursive: true });
    const site = readFileSync(CONFIGURATION, 'utf8')
      .replace('listen 8080;', `listen 127.0.0.1:${port};`)
      .replace('/dev/stdout', join(this.folder, 'access.log'));
    writeFileSync(join(this.folder, 'orbisvoice.conf'), site);
    writeFileSync(join(this.folder, 'upstreams.conf'), upstreams(ports));
    const main = join(this.folder, 'nginx.conf');
    writeFileSync(main, mainFile(this.folder, trustsFile(this.trusts)));
    const options = /** @type {const} */ ({ detached: true, stdio: 'ignore' });
    const child = spawn(this.program, ['-p', this.folder, '-e', 'error.log', '-c', main], options);
    children.adopt({ name: 'nginx', process: child, signal: 'SIGTERM', graceMs: 5_000 });
    const gaveUp = () => child.exitCode !== null;
    if (!(await waitReady(`http://127.0.0.1:${port}/health`, { timeoutMs: READY_MS, gaveUp })))
      throw userError(`nginx did not become ready:\n${readFileSync(join(this.folder, 'error.log'), 'utf8')}`);
    this.process = child;
    return port;
  }

  async close() {
    if (!this.process || this.process.exitCode !== null) return;
    const exit = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await exit;
  }
}

/**
 * Each line of upstreams.conf that names containers, once for every process that stands for one of them; names need not
 * be looked up here.
 * @param {{ api: number[], gateways: number[] }} ports
 */
const upstreams = (ports) =>
  readFileSync(UPSTREAMS, 'utf8')
    .replace(/^resolver .*$/m, '')
    .replace(/^( *)server (api|gateway):\d+ resolve (.*)$/gm, (_, indent, name, how) =>
      ports[name === 'api' ? 'api' : 'gateways']
        .map((port) => `${indent}server 127.0.0.1:${port} ${how}`)
        .join('\n'),
    );

/** What the image of nginx brings: everything around the sites. @param {string} folder @param {string} trusts */
const mainFile = (folder, trusts) => `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
events { worker_connections 4096; }
http {
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${join(folder, name)};`).join('\n')}
  include ${join(folder, 'upstreams.conf')};
  include ${join(folder, 'orbisvoice.conf')};
  include ${trusts};
}
`;
