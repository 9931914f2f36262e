import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine } from '@orbisvoice/live-engine';
import { Redis } from 'ioredis';
import pg from 'pg';
import { tablesWith } from '../support/every-row.js';
import { freePorts } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { startToolServer, type ToolServer } from '../support/tool-server.js';
import { waitFor } from '../support/wait-for.js';
import { VoiceVisitor } from '../support/voice-visitor.js';
import { startProgram, stopProgram, type Program } from './support/program.js';

/** Words that stand nowhere in the product, so that one in the log can only have been carried there. */
const CANARY = {
  providerKey: 'canary-provider-key',
  toolSecret: 'canary-tool-secret',
  email: 'canary.person@example.com',
  password: 'canary horse battery staple',
  heard: 'I would like a canary bird please.',
  said: 'The canary sings at noon.',
  written: 'Call the canary at +4915198765432.',
  variable: 'canary-variable',
  phone: '+4915198765432',
};

/** Where words may stand at rest: what was said belongs to the call, an address to the account. Nowhere else. */
const AT_REST: Partial<Record<keyof typeof CANARY, string[]>> = {
  heard: ['transcripts', 'turns'],
  said: ['transcripts', 'turns'],
  written: ['transcripts', 'turns'],
  phone: ['transcripts', 'turns'],
  email: ['users'],
};

let engine: LiveEngine;
let database: TestDatabase;
let server: ToolServer;
let program: Program;
let url: string;
let gateway: string;
let owner: pg.Client;
/** Everything that is told to Redis while the product works; undefined where the tests have none. */
let redis: Redis | undefined;
const toldToRedis: string[] = [];
/** Everything that was refused, word by word. */
const refusals: string[] = [];
const home = mkdtempSync(join(tmpdir(), 'orbisvoice-canary-'));

beforeAll(async () => {
  engine = await startLiveEngine();
  const call = { call: [{ name: 'order_bird', args: { note: CANARY.heard } }] };
  const turn = {
    heard: CANARY.heard,
    reply: [call],
    afterTools: [{ say: CANARY.said, audioMs: 400 }],
  };
  engine.addScenario({ name: CANARY.providerKey, turns: [turn] });
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  server = await startToolServer();
  const redisUrl = process.env.ORBIS_TEST_REDIS_URL;
  if (redisUrl) {
    const line = new Redis(redisUrl);
    redis = await line.monitor();
    line.disconnect();
    redis.on('monitor', (_time: string, told: string[]) => toldToRedis.push(told.join(' ')));
  }
  const [port, gatewayPort] = await freePorts(2);
  url = `http://127.0.0.1:${port}`;
  gateway = `ws://127.0.0.1:${gatewayPort}/stream`;
  program = startProgram('backend/dist/main.js', [], {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    LOG_LEVEL: 'debug',
    ROLE: 'all',
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    DATABASE_URL: database.url,
    DATA_DIR: home,
    EGRESS_ALLOW: server.host,
    GEMINI_BASE_URL: engine.url,
    GEMINI_API_KEY: CANARY.providerKey,
    ...(redisUrl && { REDIS_URL: redisUrl }),
  });
  await program.untilSaid('"msg":"ready"', 60_000);
}, 120_000);
afterAll(async () => {
  if (program) await stopProgram(program);
  await server?.close();
  await engine?.close();
  redis?.disconnect();
  await owner?.end();
  await database?.drop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

async function ask(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status >= 400) refusals.push(text);
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
}

it('carries what a person said, typed or keeps secret to no log, queue, figure, refusal or line of the audit', async () => {
  const { email, password } = CANARY;
  const signup = { email, password, name: 'Canary Person', tenantName: 'Canary Shop' };
  const account = await ask('POST', '/auth/signup', signup);
  expect(account.status).toBe(201);
  const cookies = account.headers.getSetCookie().map((cookie) => String(cookie.split(';')[0]));
  const signedIn = { cookie: cookies.join('; '), origin: url };
  await ask('POST', '/auth/login', { email, password: `${password}, mistyped` });

  const key = await ask('POST', '/api-keys', { name: 'server', kind: 'secret' }, signedIn);
  const bearer = { authorization: `Bearer ${key.body.key}` };
  const tool = await ask(
    'POST',
    '/tools',
    {
      name: 'order_bird',
      description: 'Orders a bird.',
      kind: 'http',
      parameters: { type: 'object', properties: { note: { type: 'string' } } },
      http: {
        method: 'POST',
        url: `${server.url}/birds`,
        headers: { 'x-key': '{{BIRD_KEY}}' },
        secretNames: ['BIRD_KEY'],
      },
    },
    bearer,
  );
  await ask('PUT', `/tools/${tool.body.id}/secrets`, { BIRD_KEY: CANARY.toolSecret }, bearer);
  const agent = await ask(
    'POST',
    '/agents',
    {
      name: 'Birds',
      systemPrompt: 'Sell birds to {{who}}.',
      status: 'published',
      toolIds: [tool.body.id],
    },
    bearer,
  );

  const visitor = await VoiceVisitor.connect(gateway);
  const variables = { who: CANARY.variable };
  const ready = await visitor.ready({ apiKey: key.body.key, agentId: agent.body.id, variables });
  visitor.openMicrophone();
  visitor.say(800);
  await visitor.waitFor(
    () => visitor.of('transcript').some(({ text, final }) => final && text === CANARY.said),
    'the answer',
    20_000,
  );
  visitor.send({ type: 'text', text: CANARY.written });
  // What is refused is where values are quoted most easily.
  const stranger = await VoiceVisitor.connect(gateway);
  stranger.hello({ token: `${ready.resumeSecret}-as-token` });
  await stranger.untilClosed();
  visitor.send(`{"type":"text","text":"${CANARY.written}`);
  await visitor.untilClosed();
  // What is asked wrongly, with the words in every place of a request.
  await ask('POST', '/tools', `{"name": "${CANARY.toolSecret}", `, bearer);
  await ask(
    'POST',
    '/tools',
    { name: CANARY.toolSecret, kind: CANARY.phone, description: [CANARY.written] },
    bearer,
  );
  await ask('PUT', `/tools/${tool.body.id}/secrets`, { BIRD_KEY: [CANARY.toolSecret] }, bearer);
  await ask('POST', `/${CANARY.variable}?q=${CANARY.variable}`, { email, password }, bearer);
  await ask('POST', '/agents', {}, { authorization: `Bearer ${key.body.key}x` });
  await ask('POST', '/auth/signup', signup);
  await ask('POST', '/auth/reset-password', { token: CANARY.variable, password });
  await ask('POST', '/privacy/erasures', { email: `${CANARY.variable}@`, phone: CANARY.written }, bearer);
  expect(refusals.length).toBeGreaterThanOrEqual(8);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('orbis_');
  await waitFor(async () => (await owner.query('select 1 from transcripts')).rowCount === 1, 30_000);
  expect(server.seen.map(({ headers }) => headers['x-key'])).toEqual([CANARY.toolSecret]);
  // Its last words are of interest too.
  expect(await stopProgram(program)).toBe(0);

  const log = program.output();
  const tokens = Object.fromEntries(
    cookies.map((cookie, index) => [`cookie ${index}`, cookie.replace(/^[^=]*=/, '')]),
  );
  const secrets = { ...CANARY, apiKey: String(key.body.key), resume: String(ready.resumeSecret), ...tokens };
  const places = { log, metrics, refusals: refusals.join('\n'), redis: toldToRedis.join('\n') };
  for (const [what, secret] of Object.entries(secrets))
    for (const [place, text] of Object.entries(places))
      expect([what, place, text.includes(secret)]).toEqual([what, place, false]);
  expect(log).not.toMatch(/canary/i);
  // The audit log, the outbox and the queue lie in the same database, so one look finds them all.
  for (const [what, secret] of Object.entries(secrets)) {
    const found = (await tablesWith(owner, secret)).sort();
    expect([what, found]).toEqual([what, AT_REST[what as keyof typeof CANARY] ?? []]);
  }
  if (redis) expect(toldToRedis.length).toBeGreaterThan(0);
}, 120_000);
