import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultProxy } from './fault-proxy.mjs';

let server: Server;
let proxy: FaultProxy;
let line: Socket;
let far: Socket;

beforeEach(async () => {
  server = createServer((socket) => {
    far = socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = new FaultProxy(() => (server.address() as AddressInfo).port);
  line = connect(await proxy.open(), '127.0.0.1').on('error', () => undefined);
  await once(line, 'connect');
  expect(await echoed('here')).toBe('here');
});
afterEach(async () => {
  line.destroy();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

async function echoed(text: string): Promise<string> {
  line.write(text);
  let back = '';
  while (back.length < text.length) back += String((await once(line, 'data'))[0]);
  return back;
}
/** Waits for what must not happen; an answer over loopback takes a thousandth of it. */
async function silent(): Promise<boolean> {
  let heard = false;
  const hear = () => (heard = true);
  for (const event of ['data', 'close']) line.once(event, hear);
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const event of ['data', 'close']) line.off(event, hear);
  return !heard;
}

describe('a line on which faults can be laid', () => {
  it('carries bytes late', async () => {
    proxy.set({ up: { latencyMs: 100 }, down: { latencyMs: 150 } });
    const sentAt = performance.now();
    expect(await echoed('late')).toBe('late');
    expect(performance.now() - sentAt).toBeGreaterThanOrEqual(249);
  });

  it('lets them drip', async () => {
    proxy.set({ down: { bytesPerSecond: 100 } });
    const sentAt = performance.now();
    expect(await echoed('x'.repeat(30))).toBe('x'.repeat(30));
    expect(performance.now() - sentAt).toBeGreaterThanOrEqual(290);
  });

  it('keeps them while it stands still, and delivers them afterwards', async () => {
    proxy.set({ down: { bytesPerSecond: 0 } });
    line.write('kept');
    expect(await silent()).toBe(true);
    const back = once(line, 'data');
    proxy.set({});
    expect(String((await back)[0])).toBe('kept');
  });

  it('dies in one direction without a word', async () => {
    proxy.set({ down: { lost: true } });
    const arrived = once(far, 'data');
    line.write('gone');
    expect(String((await arrived)[0])).toBe('gone');
    proxy.set({});
    far.destroy();
    expect(await silent()).toBe(true);
  });

  it('dies in both, and new connections are well', async () => {
    proxy.lose();
    line.write('gone');
    expect(await silent()).toBe(true);
    line.destroy();
    line = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
    await once(line, 'connect');
    expect(await echoed('new')).toBe('new');
  });

  it('breaks off', async () => {
    const failed = new Promise((resolve) => line.once('close', resolve));
    proxy.reset();
    expect(await failed).toBe(true);
  });

  it('ends with either side', async () => {
    const closed = once(line, 'close');
    far.end();
    expect(await closed).toEqual([false]);
  });
});
