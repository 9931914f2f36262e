import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine } from '@orbisvoice/live-engine';
import pg from 'pg';
import { freePorts } from '../support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { VoiceVisitor } from '../support/voice-visitor.js';
import { waitFor } from '../support/wait-for.js';
import { startProgram, stopProgram, type Program } from './support/program.js';

const CALLS = 5;
/** The sweep's turn (5 s), and a machine that is busy with other things. */
const ORPHANED_WITHIN_MS = 30_000;

let engine: LiveEngine;
let database: TestDatabase;
let owner: pg.Client;
let home: string;
let agentId: string;
let apiKey: string;
const programs: Program[] = [];

beforeAll(async () => {
  engine = await startLiveEngine({ scenario: 'default' });
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  // A failed run ends the server under this connection; the failure itself is what should be read then.
  owner.on('error', () => undefined);
  await owner.connect();
  home = mkdtempSync(join(tmpdir(), 'orbisvoice-crash-'));
  const seeding = startProgram('backend/dist/cli.js', ['seed', '--json'], environment('api', [0, 0]));
  const code = await seeding.ended;
  if (code !== 0) throw new Error(`the seed failed:\n${seeding.output()}`);
  const line = seeding
    .output()
    .split('\n')
    .findLast((one) => one.startsWith('{"created"'));
  ({ agentId, secretKey: apiKey } = JSON.parse(line ?? '{}'));
  await Promise.all([start('api'), start('worker')]);
}, 120_000);
afterAll(async () => {
  await Promise.all(programs.map(stopProgram));
  await owner?.end();
  await engine?.close();
  await database?.drop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

type Role = 'api' | 'worker' | 'gateway';

const environment = (role: Role, [port, gatewayPort]: number[]): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: 'test',
  ROLE: role,
  PORT: String(port),
  GATEWAY_PORT: String(gatewayPort),
  DATABASE_URL: database.url,
  DATA_DIR: home,
  GEMINI_BASE_URL: engine.url,
  GEMINI_API_KEY: 'no-key-is-asked-for',
  DRAIN_SECONDS: '4',
});

async function start(role: Role): Promise<Program & { url: string }> {
  const ports = await freePorts(2);
  const program = startProgram('backend/dist/main.js', [], environment(role, ports));
  programs.push(program);
  await program.untilSaid('"msg":"ready"', 60_000);
  return { ...program, url: `ws://127.0.0.1:${ports[1]}/stream` };
}

interface Caller {
  visitor: VoiceVisitor;
  callId: string;
  resumeSecret: string;
}

/** Calls in the middle of their second answer: the first exchange is acknowledged, the next one is not complete. */
function startCalls(url: string): Promise<Caller[]> {
  return Promise.all(
    Array.from({ length: CALLS }, async () => {
      const visitor = await VoiceVisitor.connect(url);
      const { callId, resumeSecret } = await visitor.ready({ apiKey, agentId });
      visitor.openMicrophone();
      // The greeting, then one whole exchange.
      await visitor.until('turn.committed', 1, 20_000);
      visitor.say(800);
      await visitor.until('turn.committed', 3, 30_000);
      visitor.say(800);
      await visitor.until('latency', 2, 30_000);
      return { visitor, callId, resumeSecret };
    }),
  );
}

const rows = async (sql: string, ...values: unknown[]) => (await owner.query(sql, values)).rows;
const callRow = async (id: string) =>
  (await rows('select status, end_reason, turn_count from calls where id = $1', id))[0];

/** What was acknowledged is stored once, in order, with its words; and the end of the call was told once. */
async function expectWhole({ visitor, callId }: Caller): Promise<void> {
  const turns = await rows('select seq, role, text from turns where call_id = $1 order by seq', callId);
  const acknowledged = visitor.of('turn.committed').map(({ seq }) => seq);
  expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_turn, index) => index + 1));
  expect(turns.map(({ seq }) => seq)).toEqual(expect.arrayContaining(acknowledged));
  for (const { role, text } of turns)
    expect(visitor.of('transcript')).toContainEqual(expect.objectContaining({ role, text }));
  const ends = await rows(
    `select id from outbox where name = 'call.ended' and payload ->> 'callId' = $1`,
    callId,
  );
  expect(ends).toHaveLength(1);
  await waitFor(
    async () => (await rows('select 1 from transcripts where call_id = $1', callId)).length > 0,
    20_000,
  );
  const [transcript] = await rows('select text from transcripts where call_id = $1', callId);
  for (const { text } of turns) expect(transcript?.text).toContain(text);
}

/** Visitors come back to another gateway, and hang up there. */
async function goOnElsewhere(callers: Caller[]): Promise<void> {
  const next = await start('gateway');
  for (const { visitor, callId, resumeSecret: secret } of callers) {
    const lastSeq = visitor.of('turn.committed').at(-1)?.seq ?? 0;
    const again = await VoiceVisitor.connect(next.url);
    expect(await again.ready({ resume: { callId, secret, lastSeq } })).toMatchObject({ resumed: true });
    visitor.messages.push(...again.messages);
    again.hangUp();
  }
  await allEnded(callers);
  expect(await stopProgram(next)).toBe(0);
}

async function allEnded(callers: Caller[]): Promise<void> {
  const ids = callers.map(({ callId }) => callId);
  const ended = async () =>
    (await rows(`select id from calls where id = any($1) and status = 'ended'`, ids)).length ===
    callers.length;
  await waitFor(ended, 15_000);
}

describe('a gateway in a process of its own', () => {
  it('killed in mid-call, loses nothing that it acknowledged; calls that nobody comes back to are ended once', async () => {
    const gateway = await start('gateway');
    const callers = await startCalls(gateway.url);
    gateway.process.kill('SIGKILL');
    expect(await gateway.ended).toBeNull();
    for (const { visitor } of callers) expect(await visitor.untilClosed()).toMatchObject({ code: 1006 });
    for (const { callId } of callers) expect(await callRow(callId)).toMatchObject({ status: 'live' });

    const again = await start('gateway');
    const ids = callers.map(({ callId }) => callId);
    // A minute without their visitors.
    await rows(`update calls set lease_until = now() - interval '46 s' where id = any($1)`, ids);
    const ended = async () =>
      (await rows(`select id from calls where id = any($1) and status = 'ended'`, ids)).length === CALLS;
    await waitFor(ended, ORPHANED_WITHIN_MS);
    for (const caller of callers) {
      expect(await callRow(caller.callId)).toMatchObject({ end_reason: 'orphaned' });
      await expectWhole(caller);
    }
    expect(await stopProgram(again)).toBe(0);
  }, 180_000);

  it('asked to stop, warns its calls, lets them end, leaves the rest to the next one, and leaves with 0', async () => {
    const gateway = await start('gateway');
    const callers = await startCalls(gateway.url);
    gateway.process.kill('SIGTERM');
    for (const { visitor } of callers) await visitor.until('going_away');
    callers[0]?.visitor.send({ type: 'end' });
    expect(await gateway.ended).toBe(0);
    const closes = callers.map(({ visitor }) => visitor.closed?.code);
    expect(closes).toEqual([1000, ...Array(CALLS - 1).fill(4010)]);
    await goOnElsewhere(callers.slice(1));
    await allEnded(callers);
    for (const caller of callers) {
      expect(await callRow(caller.callId)).toMatchObject({ end_reason: 'client_ended' });
      await expectWhole(caller);
    }
  }, 120_000);

  it('asked twice, leaves at once, and its calls go on elsewhere', async () => {
    const gateway = await start('gateway');
    const callers = await startCalls(gateway.url);
    gateway.process.kill('SIGTERM');
    await callers[0]?.visitor.until('going_away');
    gateway.process.kill('SIGTERM');
    expect(await gateway.ended).toBe(1);
    await goOnElsewhere(callers);
    await allEnded(callers);
    for (const caller of callers) await expectWhole(caller);
  }, 120_000);
});
