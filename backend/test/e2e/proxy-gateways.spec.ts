import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { NginxDoor } from '../../bench/lib/nginx-door.mjs';
import { Children } from '../../bin/launcher/children.mjs';
import { nginx, withoutNginx } from '../support/nginx.js';
import { freePorts } from '../support/test-app.js';

// The proxy of docker-compose.yml before gateways that were all gone for a moment.
const VISITORS = 20;

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-gateways-'));
const children = new Children(() => undefined);
const gateways: WebSocketServer[] = [];
const visitors: WebSocket[] = [];
let api: Server;

beforeAll(async () => {
  api = createServer((_asked, answer) => answer.end());
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const visitor of visitors) visitor.terminate();
  await children.stopAll();
  for (const gateway of gateways) gateway.close();
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What becomes of a try to open a line. */
function dial(port: number): Promise<string> {
  const visitor = new WebSocket(`ws://127.0.0.1:${port}/stream`);
  visitors.push(visitor);
  return new Promise((resolve) => {
    visitor.once('open', () => resolve('open'));
    visitor.once('error', (error) => resolve(error.message));
  });
}

(withoutNginx ? it.skip : it)('takes everybody at once when they are back', async () => {
  const ports = await freePorts(2);
  const door = new NginxDoor(nginx(), folder);
  const port = await door.open(children, {
    api: [(api.address() as { port: number }).port],
    gateways: ports,
  });
  expect(await Promise.all(ports.map(() => dial(port)))).toEqual(
    ports.map(() => 'Unexpected server response: 503'),
  );

  for (const back of ports) gateways.push(new WebSocketServer({ host: '127.0.0.1', port: back }));
  await Promise.all(gateways.map((gateway) => once(gateway, 'listening')));
  const tries = await Promise.all(Array.from({ length: VISITORS }, () => dial(port)));
  expect(tries).toEqual(Array.from({ length: VISITORS }, () => 'open'));
  // Both of them, and not the first alone.
  expect(gateways.every(({ clients }) => clients.size > 0)).toBe(true);
});
