import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';

jest.setTimeout(60_000);

let test: GatewayTest;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  test = await createGatewayTest({
    config: { SILENT_SOCKETS: '4', SILENT_SOCKETS_PER_ADDRESS: '2', TRUST_PROXY: 'loopback' },
  });
});
afterEach(async () => {
  await Promise.all(sockets.splice(0).map(closed));
});
afterAll(() => test.close());

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) return resolve(0);
    socket.once('close', resolve);
    socket.terminate();
  });

/** Somebody who opens a socket and says nothing: `open`, or the status of the refusal. */
async function silent(address: string): Promise<'open' | number> {
  const { host, gatewayPort } = test.config;
  const socket = new WebSocket(`ws://${host}:${gatewayPort}/stream`, {
    headers: { 'x-forwarded-for': address },
  });
  socket.on('error', () => undefined);
  const answer = await new Promise<'open' | number>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
  });
  if (answer === 'open') sockets.push(socket);
  return answer;
}
const places = (...addresses: string[]) =>
  addresses.reduce<Promise<('open' | number)[]>>(
    async (before, address) => [...(await before), await silent(address)],
    Promise.resolve([]),
  );
const eventually = async (address: string) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await silent(address)) === 'open') return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
};

describe('sockets that say nothing', () => {
  it('are so many of one address, and leave room for others', async () => {
    expect(await places('203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2')).toEqual([
      'open',
      'open',
      503,
      'open',
    ]);
  });

  it('are so many in all', async () => {
    expect(await places('203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4', '203.0.113.5')).toEqual([
      'open',
      'open',
      'open',
      'open',
      503,
    ]);
  });

  it('are counted no longer when they have gone, or have said who they are', async () => {
    await places('203.0.113.1', '203.0.113.1');
    await closed(sockets[0] as WebSocket);
    expect(await eventually('203.0.113.1')).toBe(true);
    const agentId = await test.agent();
    const hello = { type: 'hello', protocol: 1, apiKey: test.secretKey, agentId };
    const caller = sockets[1] as WebSocket;
    caller.send(JSON.stringify(hello));
    await new Promise((resolve) => caller.once('message', resolve));
    expect(await silent('203.0.113.1')).toBe('open');
    expect(await silent('203.0.113.1')).toBe(503);
    expect(caller.readyState).toBe(WebSocket.OPEN);
  });

  it('are counted by the network of an IPv6 customer', async () => {
    expect(await places('2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2::3')).toEqual([
      'open',
      'open',
      503,
    ]);
  });
});
