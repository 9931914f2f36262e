import { createServer, type Server } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine, type ScenarioInput } from '@orbisvoice/live-engine';
import pg from 'pg';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { describe as describeFindings } from './doctor.command.js';
import { examine } from './examine.js';
import type { Finding } from './finding.js';

const KEY = 'AIza-this-key-must-never-show';
const SECRET = 'q8XvT2mN4rB7wZ1kD6yH3pL9sF5gJ0cA';

let database: TestDatabase;
let smtp: SmtpServer;
let engine: LiveEngine;
let healthy: Record<string, string>;

beforeAll(async () => {
  [database, smtp, engine] = await Promise.all([createTestDatabase(), startSmtpServer(), startLiveEngine()]);
  healthy = {
    NODE_ENV: 'development',
    DATABASE_URL: database.url,
    DATABASE_APP_URL: database.url,
    DATABASE_RELAY_URL: database.url,
    GEMINI_API_KEY: KEY,
    GEMINI_BASE_URL: engine.url,
    SMTP_URL: smtp.url,
    PORT: '0',
    GATEWAY_PORT: '0',
    PUBLIC_URL: 'http://localhost:9',
    DATA_DIR: await mkdtemp(join(tmpdir(), 'orbis-doctor-')),
    APP_SECRET: SECRET,
  };
});
afterAll(async () => {
  await Promise.all([smtp.close(), engine.close()]);
  await database.drop();
});

/** Nobody answers at this address, which costs no time. */
const NOWHERE = 'http://127.0.0.1:9';

/** What is said of one part; the model is left out unless the test is about it, because a conversation takes its time. */
async function about(part: string, env: Record<string, string>): Promise<Finding | undefined> {
  const { findings } = await examine({ ...healthy, GEMINI_BASE_URL: NOWHERE, ...env });
  return findings.find((finding) => finding.part === part);
}

async function withEngine<T>(scenario: ScenarioInput, work: (url: string) => Promise<T>): Promise<T> {
  const other = await startLiveEngine({ scenario });
  try {
    return await work(other.url);
  } finally {
    await other.close();
  }
}

async function taken(): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => socket.end('SSH-2.0-other\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, server };
}

describe('the doctor', () => {
  it('finds nothing wrong where everything works, and says how the model answered', async () => {
    const { DATABASE_APP_URL: _app, DATABASE_RELAY_URL: _relay, APP_SECRET: _secret, ...env } = healthy;
    const result = await examine(env);
    expect(result.findings.filter(({ status }) => status === 'problem')).toEqual([]);
    const voice = result.findings.find(({ part }) => part === 'gemini');
    expect(voice).toMatchObject({
      status: 'ok',
      facts: { model: 'gemini-3.8-live', voiceId: 'Puck', heard: 'Hello, can you hear me?' },
    });
    expect(voice?.facts?.answerMs).toBeGreaterThan(0);
    expect(voice?.facts?.said).toContain('I can hear you');
    expect(result.findings.find(({ part }) => part === 'database')?.facts?.pending).toEqual([]);
    expect(result.findings.find(({ part }) => part === 'role orbis_app')?.status).toBe('ok');
    expect(describeFindings(result)).toContain('No problems.');
  }, 30_000);

  it.each<[string, ScenarioInput, string]>([
    [
      'a wrong key, refused at the door',
      { name: 'door', faults: [{ type: 'refuse-upgrade', status: 403 }] },
      'The key was not accepted',
    ],
    [
      'a wrong key, refused after it',
      {
        name: 'key',
        faults: [
          {
            type: 'close',
            at: 'setup',
            code: 1007,
            reason: 'API key not valid. Please pass a valid API key.',
          },
        ],
      },
      'The key was not accepted',
    ],
    [
      'quota, by status',
      { name: 'busy', faults: [{ type: 'refuse-upgrade', status: 429 }] },
      'quota is used up',
    ],
    [
      'quota, by words',
      {
        name: 'quota',
        faults: [{ type: 'close', at: 'setup', code: 1011, reason: 'You exceeded your current quota.' }],
      },
      'quota is used up',
    ],
    [
      'a model that the key may not use',
      {
        name: 'model',
        faults: [
          {
            type: 'close',
            at: 'setup',
            code: 1008,
            reason: 'models/gemini-3.8-live is not found for API version v1beta',
          },
        ],
      },
      'is not known there',
    ],
    ['a model that says nothing', { name: 'mute', faults: [{ type: 'empty-turn' }] }, 'did not answer'],
    [
      'a provider that is down',
      { name: 'down', faults: [{ type: 'refuse-upgrade', status: 503 }] },
      'ended the session',
    ],
  ])(
    'tells %s',
    async (_name, scenario, words) => {
      const finding = await withEngine(scenario, (url) => about('gemini', { GEMINI_BASE_URL: url }));
      expect(finding).toMatchObject({ status: 'problem', says: expect.stringContaining(words) });
      expect(finding?.todo).toBeTruthy();
    },
    30_000,
  );

  it.each(['gemini-2.5-flash-native-audio-latest', 'gemini-3.1-flash-live-preview'])(
    'is answered by %s, whoever tells where a turn ends',
    async (GEMINI_MODEL) => {
      const finding = await about('gemini', { GEMINI_BASE_URL: engine.url, GEMINI_MODEL });
      expect(finding).toMatchObject({
        status: 'ok',
        facts: { model: GEMINI_MODEL, said: expect.stringContaining('I can hear you') },
      });
    },
    30_000,
  );

  it('tells an unknown model', async () => {
    const finding = await about('gemini', { GEMINI_MODEL: 'gemini-that-never-was' });
    expect(finding).toMatchObject({ status: 'problem', says: expect.stringContaining('is not known there') });
  });

  it('tells a provider that cannot be reached', async () => {
    const finding = await about('gemini', {});
    expect(finding).toMatchObject({ status: 'problem', says: expect.stringContaining('cannot be reached') });
  });

  it('tells a mail server that is not there', async () => {
    const finding = await about('smtp', { SMTP_URL: 'smtp://mailer:hunter2-in-the-url@127.0.0.1:9' });
    expect(finding).toMatchObject({ status: 'problem', facts: { code: 'ESOCKET' } });
  });

  it('tells a taken port and which variable moves it', async () => {
    const { port, server } = await taken();
    const finding = await about(`port ${port}`, { PORT: String(port) });
    server.close();
    expect(finding?.status).toBe('problem');
    expect(finding?.todo).toContain('PORT=');
  });

  it('tells a database that is down, and one that does not exist', async () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(database.url);
      change(url);
      return about('database', { DATABASE_URL: url.href });
    };
    expect((await at((url) => (url.port = '9')))?.says).toContain('cannot be reached');
    expect((await at((url) => (url.pathname = '/nowhere')))?.facts?.code).toBe('3D000');
  });

  it('tells pending migrations, and a role that passes row-level security', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('delete from migrations where id = (select max(id) from migrations)');
    await client.end();
    const { findings } = await examine({ ...healthy, GEMINI_BASE_URL: NOWHERE });
    const schema = findings.find(({ part }) => part === 'database');
    expect(schema).toMatchObject({ status: 'problem', todo: expect.stringContaining('migrate') });
    expect(schema?.facts?.pending).toHaveLength(1);
    // The owner of the test cluster is its superuser.
    expect(findings.find(({ part }) => part === 'role orbis_app')).toMatchObject({ status: 'problem' });
  });

  it('tells what is to be done where a container’s secret is not that of the database', async () => {
    const address = new URL(database.url);
    address.username = address.password = '';
    const { DATABASE_APP_URL: _app, DATABASE_RELAY_URL: _relay, ...env } = healthy;
    const { findings } = await examine({ ...env, GEMINI_BASE_URL: NOWHERE, DATABASE_URL: address.href });
    const finding = findings.find(({ part }) => part === 'database');
    expect(finding).toMatchObject({
      status: 'problem',
      todo: expect.stringContaining('follow from APP_SECRET'),
    });
  });

  it('tells a Redis that is not there', async () => {
    const finding = await about('redis', { REDIS_URL: 'redis://127.0.0.1:9' });
    expect(finding).toMatchObject({ status: 'problem', facts: { code: 'ECONNREFUSED' } });
  });

  it('goes on where the configuration is faulty, and tells a weak secret', async () => {
    const { findings, ok } = await examine({
      ...healthy,
      GEMINI_BASE_URL: NOWHERE,
      NODE_ENV: 'production',
      PUBLIC_URL: 'http://localhost:9',
      APP_SECRET: 'abababababababababababababababababab',
      LOG_LEVEL: 'shout',
    });
    expect(ok).toBe(false);
    const faults = findings
      .filter(({ status }) => status === 'problem')
      .map(({ part, says }) => `${part}: ${says}`);
    expect(faults.join('\n')).toMatch(/configuration: LOG_LEVEL/);
    expect(faults.join('\n')).toMatch(/app secret: /);
    expect(findings.find(({ part }) => part === 'database')?.status).not.toBe('skipped');
  });

  it('never shows a secret', async () => {
    const result = await examine({
      ...healthy,
      SMTP_URL: 'smtp://mailer:hunter2-in-the-url@127.0.0.1:9',
      REDIS_URL: 'redis://:redis-password@127.0.0.1:9',
      GEMINI_BASE_URL: NOWHERE,
    });
    const shown = JSON.stringify(result) + describeFindings(result);
    for (const secret of [KEY, SECRET, 'hunter2-in-the-url', 'redis-password'])
      expect(shown).not.toContain(secret);
  });
});
