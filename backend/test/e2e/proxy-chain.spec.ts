import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NginxDoor } from '../../bench/lib/nginx-door.mjs';
import { Children } from '../../bin/launcher/children.mjs';
import { waitReady } from '../../bin/launcher/wait-ready.mjs';
import { nginx, withoutNginx } from '../support/nginx.js';
import { freePorts } from '../support/test-app.js';

// Two hops, both real: what ends TLS in front (here without TLS, which changes nothing in the headers), and the proxy of
// docker-compose.yml behind it. Visitors have addresses of their own on the loopback interface.
const VISITOR = '127.0.0.7';
const SPOOFED = '203.0.113.9';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-chain-'));
const children = new Children(() => undefined);
const terminators: ChildProcess[] = [];
let api: Server;

beforeAll(async () => {
  // Says what the API is told: the last of its proxies is the one that it believes.
  api = createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await Promise.all(
    terminators.map(async (terminator) => {
      const ended = once(terminator, 'exit');
      terminator.kill('SIGTERM');
      await ended;
    }),
  );
  await children.stopAll();
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openDoor(trusts: 'nobody' | 'terminator'): Promise<number> {
  const { port } = api.address() as { port: number };
  const door = new NginxDoor(nginx(), join(folder, trusts), trusts);
  return door.open(children, { api: [port], gateways: [port] });
}

/** As people configure one: it adds the address that it sees to what it was sent. */
async function openTerminator(door: number): Promise<number> {
  const [port = 0] = await freePorts(1);
  const home = join(folder, 'before');
  mkdirSync(home, { recursive: true });
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(home, name)};`,
  );
  const site = `server { listen 127.0.0.1:${port}; location / {
    proxy_pass http://127.0.0.1:${door};
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header Host $host; } }`;
  const main = join(home, 'nginx.conf');
  writeFileSync(
    main,
    `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} pid ${join(home, 'pid')};
     events {} http { access_log off; ${paths.join(' ')} ${site} }`,
  );
  terminators.push(
    spawn(nginx(), ['-p', home, '-e', 'error.log', '-c', main], { detached: true, stdio: 'ignore' }),
  );
  expect(await waitReady(`http://127.0.0.1:${port}/health`, { timeoutMs: 20_000, gaveUp: () => false })).toBe(
    true,
  );
  return port;
}

/** What the API hears of a visitor who names another address than theirs. */
function heardOf(port: number): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/', localAddress: VISITOR };
    const asked = request({ ...options, headers: { 'x-forwarded-for': SPOOFED } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve(JSON.parse(text) as IncomingHttpHeaders));
    });
    asked.on('error', reject).end();
  });
}

const chain = withoutNginx ? describe.skip : describe;
chain('the proxy of docker-compose.yml', () => {
  it('names the visitor where it is the outermost, whatever the visitor says', async () => {
    const door = await openDoor('nobody');
    expect((await heardOf(door))['x-forwarded-for']).toBe(VISITOR);
  });

  it('names the visitor, and not what ends TLS before it', async () => {
    const before = await openTerminator(await openDoor('terminator'));
    expect((await heardOf(before))['x-forwarded-for']).toBe(VISITOR);
  });

  it('believes nobody but what ends TLS, also where it believes that', async () => {
    const door = await openDoor('terminator');
    expect((await heardOf(door))['x-forwarded-for']).toBe(VISITOR);
  });
});
