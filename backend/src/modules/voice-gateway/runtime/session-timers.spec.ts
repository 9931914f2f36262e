import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SessionTimers } from './session-timers.js';

/** A socket at whose other end somebody may write. */
async function line(): Promise<{ near: Socket; far: Socket; close(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const far = await accepted;
  const close = () => {
    near.destroy();
    far.destroy();
    server.close();
  };
  return { near, far, close };
}

const busyFor = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

describe('SessionTimers', () => {
  it('hands on what arrived in a busy time before it says that time is up', async () => {
    const { near, far, close } = await line();
    const order: string[] = [];
    near.on('data', () => order.push('answer'));
    const done = new Promise<void>((resolve) => {
      const timers = new SessionTimers((timer) => {
        order.push(timer);
        resolve();
      });
      // From there, what the loop looks at next are timers.
      setImmediate(() => {
        timers.start('guard', 1, 5);
        far.write('here I am');
        busyFor(30);
      });
    });
    await done;
    close();
    expect(order).toEqual(['answer', 'guard']);
  });

  it('keeps silent about a timer that was stopped or started anew between its time and its turn', async () => {
    const fired: [string, number][] = [];
    const timers = new SessionTimers((...told) => void fired.push(told));
    timers.start('idle', 1, 1);
    timers.start('guard', 2, 1);
    setTimeout(() => {
      timers.stop('idle');
      timers.start('guard', 3, 1);
    }, 1);
    // So that all three are due in one go.
    busyFor(10);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(fired).toEqual([['guard', 3]]);
  });
});
