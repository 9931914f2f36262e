import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../bin/launcher/ports.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const START_MS = 120_000;

interface Launcher {
  process: ChildProcess;
  output: () => string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

const home = mkdtempSync(join(tmpdir(), 'orbisvoice-e2e-'));
// Open to the user that Postgres runs as under root; a closed home is the subject of postgres.medium.spec.ts.
chmodSync(home, 0o755);
const dataDir = join(home, 'data');
const launchers: Launcher[] = [];
let ports: Record<'PORT' | 'GATEWAY_PORT' | 'LIVE_ENGINE_PORT', string>;

function launch(env: Record<string, string> = {}): Launcher {
  const child = spawn(process.execPath, ['backend/bin/start.mjs'], {
    cwd: ROOT,
    // The scripted engine: what is tested here is starting and ending, and it loads no models.
    env: {
      ...process.env,
      ...ports,
      DATA_DIR: dataDir,
      LIVE_ENGINE_MODE: 'scripted',
      NODE_OPTIONS: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const launcher = { process: child, output: () => output, ended };
  launchers.push(launcher);
  return launcher;
}

async function untilReady(launcher: Launcher): Promise<string> {
  const deadline = Date.now() + START_MS;
  while (!launcher.output().includes('Ctrl-C ends everything')) {
    if (launcher.process.exitCode !== null || Date.now() > deadline)
      throw new Error(`npm start did not become ready:\n${launcher.output()}`);
    await sleep(50);
  }
  return launcher.output();
}

/** Processes whose command line or environment names our data folder: everything that the launcher started. */
async function leftovers(withinMs: number): Promise<string[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  for (let waited = 0; ; waited += 100) {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
    )) {
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '')),
      );
      if (environment?.includes(`DATA_DIR=${dataDir}`) || command?.includes(dataDir))
        found.push(`${pid} ${command}`);
    }
    if (found.length === 0 || waited >= withinMs) return found;
    await sleep(100);
  }
}

beforeAll(async () => {
  ports = {
    PORT: String(await freePort()),
    GATEWAY_PORT: String(await freePort()),
    LIVE_ENGINE_PORT: String(await freePort()),
  };
});

afterAll(async () => {
  for (const { process: child, ended } of launchers) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
}, 60_000);

describe('npm start', () => {
  it('serves, says how to get in once, answers a second instance, and leaves nothing behind on Ctrl-C', async () => {
    const first = launch();
    const banner = await untilReady(first);
    expect(banner).toMatch(/Demo login\s+\S+@\S+\s+\S{10,}/);
    expect(banner).toMatch(/Secret key\s+\S{20,}/);
    expect(banner).toContain('not Gemini');
    for (const variable of ['DATABASE_URL', 'REDIS_URL', 'GEMINI_API_KEY', 'SMTP_URL'])
      expect(banner).toContain(variable);
    expect((await fetch(`http://127.0.0.1:${ports.PORT}/ready`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${ports.GATEWAY_PORT}/ready`)).status).toBe(200);
    expect(statSync(join(dataDir, 'demo.json')).mode & 0o777).toBe(0o600);

    const second = launch();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('already runs');
    expect(second.output()).toContain('DATA_DIR=');

    first.process.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(await leftovers(2_000)).toEqual([]);
  }, 180_000);

  it('starts again on the same data after a kill -9, without showing secrets again', async () => {
    const key = (JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { secretKey: string })
      .secretKey;
    const killed = launch();
    await untilReady(killed);
    killed.process.kill('SIGKILL');
    expect(await leftovers(20_000)).toEqual([]);

    const again = launch();
    const banner = await untilReady(again);
    expect(banner).not.toMatch(/Secret key/);
    expect(banner).toContain('shown at the first start');
    const agents = await fetch(`http://127.0.0.1:${ports.PORT}/agents`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(agents.status).toBe(200);
    again.process.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    expect(await leftovers(2_000)).toEqual([]);
  }, 240_000);

  it('names a port in use and the variable that moves it', async () => {
    const squatter = createServer().listen(Number(ports.GATEWAY_PORT), '127.0.0.1');
    await once(squatter, 'listening');
    const launcher = launch();
    expect(await launcher.ended).toBe(1);
    expect(launcher.output()).toContain(`${ports.GATEWAY_PORT} (voice gateway) is in use`);
    expect(launcher.output()).toMatch(/GATEWAY_PORT=\d+ npm start/);
    squatter.close();
  }, 60_000);
});
