import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The compiled program, as it runs in production; `npm test` builds it beforehand. */
const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

let database: TestDatabase;
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => database.drop());

async function start(env: Record<string, string>) {
  const [port, gatewayPort] = await freePorts(2);
  const started = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: String(port),
      GATEWAY_PORT: String(gatewayPort),
      DRAIN_SECONDS: '2',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const lines: string[] = [];
  createInterface({ input: started.stdout }).on('line', (line) => lines.push(line));
  let complaints = '';
  started.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const exit = once(started, 'exit') as Promise<[number | null]>;
  return { started, port, lines, exit, complaints: () => complaints };
}

async function untilReady(lines: string[], exit: Promise<unknown>): Promise<void> {
  let ended = false;
  void exit.then(() => (ended = true));
  while (!lines.some((line) => line.includes('"msg":"ready"'))) {
    if (ended) throw new Error(`the process ended before it was ready:\n${lines.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the process', () => {
  it.each([['all'], ['worker']])(
    'as %s says when it is ready, serves, and ends with 0 on SIGTERM',
    async (role) => {
      const { started, port, lines, exit } = await start({ DATABASE_URL: database.url, ROLE: role });
      await untilReady(lines, exit);
      expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
      expect((await fetch(`http://127.0.0.1:${port}/auth/me`)).status).toBe(role === 'all' ? 401 : 404);
      started.kill('SIGTERM');
      expect((await exit)[0]).toBe(0);
      expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
    },
  );

  it('ends in order although somebody does not read the answers that they asked for', async () => {
    const { started, port, lines, exit } = await start({ DATABASE_URL: database.url, ROLE: 'api' });
    await untilReady(lines, exit);
    const idler = connect(Number(port), '127.0.0.1').pause();
    await once(idler, 'connect');
    // More than the kernel's buffers of both sides take.
    idler.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(100));
    await new Promise((resolve) => setTimeout(resolve, 500));
    started.kill('SIGTERM');
    expect((await exit)[0]).toBe(0);
    let got = 0;
    idler
      .on('data', (chunk) => (got += chunk.length))
      .on('error', () => undefined)
      .resume();
    await once(idler, 'close');
    // So much had left the process that it was the reader who held the rest up.
    expect(got).toBeGreaterThan(1_000_000);
  });

  it('says which variables are wrong, without their values, and does not start', async () => {
    const { exit, complaints } = await start({ DATABASE_URL: 'mysql://hunter2@db', PORT: 'hunter2' });
    expect((await exit)[0]).toBe(1);
    for (const name of ['DATABASE_URL', 'PORT']) expect(complaints()).toContain(`${name}: must be`);
    expect(complaints()).not.toContain('hunter2');
  });
});
