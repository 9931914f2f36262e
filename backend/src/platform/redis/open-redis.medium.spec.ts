import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { waitFor } from '../../../test/support/wait-for.js';
import { openRedis } from './index.js';

/** No other timer is as long, and no test waits for it. */
const HOURS_MS = 7_200_000;

// A Redis that takes commands and answers none.
const sockets: Socket[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((socket) => void sockets.push(socket.resume())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

beforeEach(() => {
  jest.spyOn(globalThis, 'setTimeout');
  jest.spyOn(globalThis, 'clearTimeout');
});
afterEach(() => {
  jest.restoreAllMocks();
});
/** Timers of that length that nobody has cleared. */
const running = () => {
  const cleared = new Set<unknown>(jest.mocked(clearTimeout).mock.calls.map(([timer]) => timer));
  const { calls, results } = jest.mocked(setTimeout).mock;
  const made = results.filter((_, number) => calls[number]?.[1] === HOURS_MS).map(({ value }) => value);
  return made.filter((timer) => !cleared.has(timer)).length;
};

const options = {
  socketTimeout: HOURS_MS,
  enableReadyCheck: false,
  disableClientInfo: true,
  retryStrategy: () => 1,
};

it('is gone without a trace when it is closed while an answer is due', async () => {
  const redis = openRedis(url, options);
  await once(redis, 'ready');
  const asked = redis.bzpopmin('jobs', 0).catch(() => undefined);
  await waitFor(() => running() === 1);
  redis.disconnect();
  await once(redis, 'end');
  await asked;
  expect(running()).toBe(0);
});

it('does not measure a new connection by what the last one owed', async () => {
  const redis = openRedis(url, options);
  redis.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => redis.once('close', () => resolve()));
  await once(redis, 'ready');
  const asked = redis.bzpopmin('jobs', 0).catch(() => undefined);
  await waitFor(() => running() === 1);
  const first = sockets.at(-1);
  first?.destroy();
  await closed;
  // It comes back and asks again, which is measured anew.
  await waitFor(() => sockets.at(-1) !== first && running() === 1);
  redis.disconnect();
  await asked;
  await waitFor(() => running() === 0);
});
