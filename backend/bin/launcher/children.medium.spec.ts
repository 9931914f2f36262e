import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../lib/paths.mjs';
import { takeInstanceLock } from './instance-lock.mjs';
import { requireFree } from './ports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-children-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs && alive(pid); waited += 50) await sleep(50);
  return !alive(pid);
}

/** A program that notes its signals, and a launcher of two of them that prints their pids. */
function startLauncher(): ChildProcess {
  const child = join(folder, 'child.mjs');
  writeFileSync(
    child,
    `import { appendFileSync } from 'node:fs';
     const [, , name, notes] = process.argv;
     process.on('SIGTERM', () => { appendFileSync(notes, name + '\\n'); setTimeout(() => process.exit(0), 200); });
     setInterval(() => {}, 1000);
     console.log('up');`,
  );
  const launcher = join(folder, 'launcher.mjs');
  writeFileSync(
    launcher,
    `import { Children } from ${JSON.stringify(pathToFileURL(join(ROOT, 'backend/bin/launcher/children.mjs')).href)};
     const children = new Children(() => {});
     const pids = ['database', 'app'].map((name) => children.startNode({
       name, script: ${JSON.stringify(child)}, args: [name, ${JSON.stringify(join(folder, 'notes'))}], env: {},
       log: ${JSON.stringify(folder)} + '/' + name + '.log', graceMs: 3000,
     }).pid);
     process.on('SIGTERM', async () => { await children.stopAll(); process.exit(0); });
     setTimeout(() => console.log(JSON.stringify(pids)), 500);`,
  );
  return spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('children of the launcher', () => {
  beforeEach(() => writeFileSync(join(folder, 'notes'), ''));

  it.each([
    ['in order when it is asked to stop', 'SIGTERM' as const],
    ['in the same order by the watchdog when it is killed', 'SIGKILL' as const],
  ])(
    'end %s',
    async (_how, signal) => {
      const launcher = startLauncher();
      const [line] = (await once(launcher.stdout!, 'data')) as [Buffer];
      const pids = JSON.parse(line.toString()) as number[];
      expect(pids.every(alive)).toBe(true);
      launcher.kill(signal);
      for (const pid of pids) expect(await gone(pid, 8_000)).toBe(true);
      expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('app\ndatabase\n');
    },
    20_000,
  );
});

describe('the instance lock', () => {
  it('tells a second instance about the first, and is free again after it', async () => {
    const first = await takeInstanceLock(folder, { pid: 42 });
    expect(await takeInstanceLock(folder, { pid: 43 })).toEqual({ heldBy: { pid: 42 } });
    if ('release' in first) first.release();
    expect(await takeInstanceLock(folder, { pid: 44 })).toHaveProperty('release');
  });

  it('survives a holder that was killed', async () => {
    const other = join(folder, 'killed');
    const module = pathToFileURL(join(ROOT, 'backend/bin/launcher/instance-lock.mjs')).href;
    const code = `await (await import(${JSON.stringify(module)})).takeInstanceLock(${JSON.stringify(other)}, {});
      setInterval(() => {}, 1000); console.log('held');`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(await takeInstanceLock(other, {})).toHaveProperty('heldBy');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await takeInstanceLock(other, {})).toHaveProperty('release');
  }, 20_000);
});

describe('a port in use', () => {
  it('is named with the variable that moves it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await expect(requireFree([{ variable: 'GATEWAY_PORT', port, use: 'voice gateway' }])).rejects.toThrow(
      new RegExp(`${port} \\(voice gateway\\).*GATEWAY_PORT=`),
    );
    server.close();
    await once(server, 'close');
    await expect(
      requireFree([{ variable: 'GATEWAY_PORT', port, use: 'voice gateway' }]),
    ).resolves.toBeUndefined();
  });
});
