import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { appSecret, openDataFolder } from './data-folder.mjs';
import { startPostgres } from './postgres.mjs';
import {
  canEnter,
  databaseFolder,
  forgetElsewhere,
  postgresUser,
  reachableBinaries,
} from './postgres-user.mjs';

const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const running: ChildProcess[] = [];

function newDataFolder(mode = 0o755): string {
  const home = mkdtempSync(join(tmpdir(), 'orbisvoice-launcher-'));
  chmodSync(home, mode);
  const folder = openDataFolder(join(home, 'data'));
  folders.push(folder);
  return folder;
}

async function start(dataFolder: string, lastPort?: number) {
  let child: ChildProcess | undefined;
  const postgres = await startPostgres({
    dataFolder,
    secret: appSecret(dataFolder),
    lastPort,
    onSpawn: (spawned: ChildProcess) => running.push((child = spawned)),
  });
  return { ...postgres, process: child as ChildProcess };
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => end(child)));
  for (const folder of folders.splice(0)) {
    forgetElsewhere(folder);
    rmSync(dirname(folder), { recursive: true, force: true });
  }
});

describe('the embedded Postgres', () => {
  it('keeps its data, its port and its password over a restart', async () => {
    const folder = newDataFolder();
    const first = await start(folder);
    await query(first.url, 'create table kept as select 7 as number');
    await end(first.process);

    const second = await start(folder, first.port);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  it('knows upper and lower case of other languages than English', async () => {
    const { url } = await start(newDataFolder());
    expect(await query(url, "select lower('ÄÉŁ') as small")).toEqual([{ small: 'äéł' }]);
  });

  it('listens to nobody without the password, and to nobody outside this machine', async () => {
    const { url } = await start(newDataFolder());
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password');
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('recovers from a kill, and ends a server that a crashed run left behind', async () => {
    const folder = newDataFolder();
    const first = await start(folder);
    await query(first.url, 'create table kept as select 1 as number');
    await end(first.process, 'SIGKILL');
    const second = await start(folder, first.port);
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 1 }]);

    const third = await start(folder, second.port);
    expect(second.process.exitCode ?? second.process.signalCode).not.toBeNull();
    expect(await query(third.url, 'select number from kept')).toEqual([{ number: 1 }]);
  });

  it('is not misled by a pid file whose number now belongs to another program', async () => {
    const folder = newDataFolder();
    const first = await start(folder);
    await end(first.process, 'SIGKILL');
    writeFileSync(join(first.folder, 'postmaster.pid'), `${process.pid}\n${first.folder}\n`);
    await expect(start(folder)).resolves.toMatchObject({ folder: first.folder });
  });

  it('explains data of another major version', async () => {
    const folder = newDataFolder();
    const { process: child, folder: files } = await start(folder);
    await end(child);
    writeFileSync(join(files, 'PG_VERSION'), '15\n');
    await expect(start(folder)).rejects.toThrow(/made by Postgres 15.*--reset/s);
  });

  it('explains a lost secret', async () => {
    const folder = newDataFolder();
    const { process: child } = await start(folder);
    await end(child);
    rmSync(join(folder, 'secret'));
    await expect(start(folder)).rejects.toThrow(/secret was changed or/);
  });

  it('keeps the secret readable by its owner only', () => {
    const folder = newDataFolder();
    expect(appSecret(folder)).toBe(appSecret(folder));
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });
});

// Only root lends Postgres another user; everybody else can enter their own folders by definition.
const rootOnly = () => {
  it('moves data to a folder of the system, says so, and forgets it with the data folder', async () => {
    const folder = newDataFolder(0o700);
    const first = await start(folder);
    expect(first.moved).toBe(true);
    expect(canEnter(first.folder, postgresUser())).toBe(true);
    await query(first.url, 'create table kept as select 1 as number');
    await end(first.process);

    const again = await start(folder, first.port);
    expect(await query(again.url, 'select number from kept')).toEqual([{ number: 1 }]);
    await end(again.process);

    rmSync(folder, { recursive: true });
    const afresh = await start(openDataFolder(folder));
    await expect(query(afresh.url, 'select number from kept')).rejects.toThrow('does not exist');
  });

  it('copies binaries that Postgres could not reach', () => {
    const home = mkdtempSync(join(tmpdir(), 'orbisvoice-binaries-'));
    folders.push(join(home, 'data'));
    chmodSync(home, 0o700);
    mkdirSync(join(home, 'native', 'bin'), { recursive: true });
    writeFileSync(join(home, 'native', 'bin', 'postgres'), 'binary');
    const user = postgresUser();
    const copy = reachableBinaries(join(home, 'native'), `test-${process.pid}`, user);
    expect(canEnter(copy, user)).toBe(true);
    expect(readFileSync(join(copy, 'bin', 'postgres'), 'utf8')).toBe('binary');
    rmSync(copy, { recursive: true });
    expect(databaseFolder(join(tmpdir(), 'plain'), user)).toBe(join(tmpdir(), 'plain', 'postgres'));
  });
};
if (asRoot) describe('as root, in a home that is closed to others', rootOnly);
