import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/test-app.js';

/** What the bound says, and a little for a machine that does other things as well. */
const CLOSED_WITHIN_MS = 10_500;
const DRIP_MS = 300;

let test: TestApp;
const open: Socket[] = [];
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await test.close();
});

interface Sender {
  port(): number;
  /** Sent at once; what follows comes a byte at a time, and never makes a whole. */
  begins: string;
  drips: boolean;
}
const api = () => test.config.port;
const gateway = () => test.config.gatewayPort;
const HEADERS = 'GET /health HTTP/1.1\r\nhost: localhost\r\nx-slow: ';
const BODY =
  'POST /auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"';
const HANDSHAKE =
  'GET /stream HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

const SENDERS: Record<string, Sender> = {
  'nothing, to the API': { port: api, begins: '', drips: false },
  'its headers, to the API': { port: api, begins: HEADERS, drips: true },
  'its body, to the API': { port: api, begins: BODY, drips: true },
  'nothing, to the gateway': { port: gateway, begins: '', drips: false },
  'its headers, to the gateway': { port: gateway, begins: HEADERS, drips: true },
  'its body, to the gateway': { port: gateway, begins: BODY, drips: true },
  'its handshake': { port: gateway, begins: `${HANDSHAKE}x-slow: `, drips: true },
  'its first message': { port: gateway, begins: `${HANDSHAKE}\r\n`, drips: false },
};

/** Milliseconds until the connection of a sender was closed by the other side. */
function closedAfter({ port, begins, drips }: Sender): Promise<number> {
  const socket = connect(port(), '127.0.0.1');
  open.push(socket);
  const begun = performance.now();
  socket.write(begins);
  const dripping = setInterval(() => drips && socket.write('a'), DRIP_MS);
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) =>
    socket.once('close', () => {
      clearInterval(dripping);
      resolve(performance.now() - begun);
    }),
  );
}

describe('whoever is slow with', () => {
  const closed = new Map<string, Promise<number>>();
  // All at once, since each of them takes as long as it may.
  beforeAll(() => {
    for (const [name, sender] of Object.entries(SENDERS)) closed.set(name, closedAfter(sender));
  });

  it.each(Object.keys(SENDERS))('%s, is let go within 10 s', async (name) => {
    expect(await closed.get(name)).toBeLessThan(CLOSED_WITHIN_MS);
  });
});
