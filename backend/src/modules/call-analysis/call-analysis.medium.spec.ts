import type { ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AnalysisSettings } from '@orbisvoice/contracts';
import {
  answers,
  findings,
  generated,
  refuses,
  SPENT,
  USAGE,
} from '../../../test/support/generated-analysis.js';
import { CallSpeaker } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { startToolServer, type ToolServer } from '../../../test/support/tool-server.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { CallsFacade, CallsModule } from '../calls/index.js';
import { CallAnalyst, MAX_TRIES, MAX_TRIES_OF_SLOW } from './application/call-analyst.service.js';
import { answerTokens } from './domain/question.js';
import { CallAnalysisModule } from './index.js';
import { GeminiTextModel } from './providers/gemini-text-model.js';
import { ModelTooSlow, ModelUnavailable, TextModel } from './text-model.port.js';

const MODULES = [AgentsModule, CallsModule, CallAnalysisModule];
const analysis: AnalysisSettings = {
  enabled: true,
  criteria: [{ name: 'Booked', description: 'A table was booked.' }],
  fields: [{ name: 'Party size', description: 'How many people.', kind: 'number' }],
};
const words = ['A table for four, please.', 'Seven o’clock it is.'];
let upstream: ToolServer;
let test: TenantTest;
let speaker: CallSpeaker;
let agentId: string;
beforeAll(async () => {
  upstream = await startToolServer();
  const config = { ROLE: 'all', GEMINI_API_KEY: 'key-of-the-test', GEMINI_BASE_URL: upstream.url };
  test = await createTenantTest(MODULES, { config });
  const agents = test.app.get(AgentsFacade);
  const agent = await agents.create(test.tenant, { name: 'Host', systemPrompt: 'Be kind.', analysis });
  agentId = agent.id;
  speaker = new CallSpeaker(test.app.get(CallsFacade), test.tenant, agentId);
});
afterAll(async () => {
  await test.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  upstream.next.length = 0;
});

const read = async (id: string) => (await test.send('GET', `/calls/${id}`)).body.analysis;
async function analysed(said: readonly string[] = words): Promise<{ id: string; analysis: unknown }> {
  const id = await speaker.ended(said);
  await waitFor(async () => ['done', 'skipped', 'failed'].includes((await read(id))?.state), 20_000);
  return { id, analysis: await read(id) };
}
/** In billionths of a dollar, as the ceiling of the day counts it. */
async function spentOn(id: string): Promise<number> {
  const sql = 'select analysis_nanos::int as nanos from calls where id = $1';
  return (await test.owner.query(sql, [id])).rows[0].nanos;
}
/** And waits for what comes of it. */
async function readAgain(id: string): Promise<void> {
  const { analysedAt } = await read(id);
  upstream.next.push(answers(generated(JSON.stringify(findings))));
  expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
  await waitFor(async () => (await read(id)).analysedAt !== analysedAt, 20_000);
}
/** And waits until the process has heard of it. */
async function changeAnalysis(settings: AnalysisSettings): Promise<void> {
  expect((await test.send('PUT', `/agents/${agentId}`, { analysis: settings })).status).toBe(200);
  const present = async () => (await test.app.get(AgentsFacade).getDraft(test.tenant, agentId))?.analysis;
  await waitFor(async () => isDeepStrictEqual(await present(), settings));
}
const attempt = (id: string, number: number) => test.app.get(CallAnalyst).analyse(test.tenant, id, number);

describe('a call of an agent that wants an analysis', () => {
  it('has summary, verdicts and fields, what they cost, and is told to the outside once', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id, analysis: found } = await analysed();
    expect(found).toMatchObject({
      state: 'done',
      reason: null,
      summary: findings.summary,
      criteria: [{ name: 'Booked', verdict: 'met', reason: 'They agreed on seven.' }],
      fields: [{ name: 'Party size', value: 4 }],
      model: 'gemini-3.8-flash',
      usage: USAGE,
      cost: { amountNanos: SPENT, currency: 'USD', amountMinor: 0 },
    });
    const [request] = upstream.seen;
    expect(request?.url).toBe('/v1beta/models/gemini-3.8-flash:generateContent');
    expect(request?.headers['x-goog-api-key']).toBe('key-of-the-test');
    const { contents, generationConfig } = JSON.parse(request?.body ?? '{}');
    expect(JSON.parse(contents[0].parts[0].text).transcript).toEqual([
      { speaker: 'visitor', said: words[0] },
      { speaker: 'agent', said: words[1] },
    ]);
    expect(generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      temperature: 0,
      maxOutputTokens: answerTokens(analysis),
    });
    expect(generationConfig.responseJsonSchema.required).toEqual(['summary', 'criterion_1', 'field_1']);
    const facts = await test.owner.query(`select payload from outbox where name = 'call.analysed'`);
    expect(facts.rows.map(({ payload }) => payload.callId)).toEqual([id]);
    await attempt(id, 1);
    expect(upstream.seen).toHaveLength(1);
  });

  it('is tried again where the model is busy', async () => {
    upstream.next.push(refuses(503), answers(generated(JSON.stringify(findings))));
    expect((await analysed()).analysis).toMatchObject({ state: 'done' });
    expect(upstream.seen).toHaveLength(2);
  });

  it.each([
    ['refuses', refuses(400), 'refused', null],
    ['blocks what it read', answers(generated('', 'SAFETY')), 'refused', SPENT],
    ['answers something else', answers(generated('{"summary": 5}')), 'unreadable', SPENT],
    ['answers no JSON', answers(generated('Sure! Here is')), 'unreadable', SPENT],
    ['breaks off', answers(generated('{"summary": "A ta', 'MAX_TOKENS')), 'unreadable', SPENT],
    ['thinks until it has to break off', answers(generated('', 'MAX_TOKENS')), 'unreadable', SPENT],
  ] as const)('says why there is none where the model %s, and counts what it cost', async (...given) => {
    const [, answer, reason, spent] = given;
    upstream.next.push(answer);
    const { id, analysis: found } = await analysed();
    expect(found).toMatchObject({ state: 'failed', reason, summary: null, usage: spent && USAGE });
    expect(await spentOn(id)).toBe(spent ?? 0);
    expect(upstream.seen).toHaveLength(1);
  });

  it('counts what a later reading cost that came to nothing', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id } = await analysed();
    upstream.next.push(answers(generated('Sure! Here is')));
    await test.app.get(CallAnalyst).analyseAgain(test.tenant, id, 1);
    expect(await spentOn(id)).toBe(2 * SPENT);
  });

  it('is asked a few times only of a model that is too slow, which may be billed each time', async () => {
    const slow = jest.spyOn(test.app.get(TextModel, { strict: false }), 'ask');
    slow.mockRejectedValue(new ModelTooSlow('the model did not answer in time'));
    try {
      const id = await speaker.ended(words);
      await expect(attempt(id, MAX_TRIES_OF_SLOW - 1)).rejects.toThrow(ModelTooSlow);
      await attempt(id, MAX_TRIES_OF_SLOW);
      expect(await read(id)).toMatchObject({ state: 'failed', reason: 'unavailable', usage: null });
    } finally {
      slow.mockRestore();
    }
  });

  it.each([
    ['does not answer', () => undefined],
    ['says itself that it took too long', refuses(504)],
  ])('knows a model that is too slow from one that is busy where it %s', async (_what, answer) => {
    upstream.next.push(answer);
    const baseUrl = upstream.url;
    const model = new GeminiTextModel({ apiKey: 'key', baseUrl, model: 'gemini-3.8-flash', timeoutMs: 500 });
    const asked = model.ask({ task: 'Read.', text: '{}', schema: { type: 'object' }, maxTokens: 100 });
    await expect(asked).rejects.toThrow(ModelTooSlow);
  });

  it('is given up after the last try, and not before', async () => {
    upstream.next.push(...Array.from({ length: 40 }, () => refuses(429)));
    const id = await speaker.ended(words);
    await expect(attempt(id, MAX_TRIES - 1)).rejects.toThrow(ModelUnavailable);
    await attempt(id, MAX_TRIES);
    expect(await read(id)).toMatchObject({ state: 'failed', reason: 'unavailable' });
  });

  it('is read again by the settings of today where somebody asks, and once however often they ask', async () => {
    upstream.next.push(refuses(400));
    const { id, analysis: first } = await analysed();
    expect(first).toMatchObject({ state: 'failed', reason: 'refused' });
    const changed = { ...analysis, criteria: [{ name: 'Polite', description: 'Nobody was rude.' }] };
    await changeAnalysis(changed);
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    upstream.seen.length = 0;
    for (const _ of [1, 2]) expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
    await waitFor(async () => (await read(id)).state === 'done', 20_000);
    expect(await read(id)).toMatchObject({ reason: null, criteria: [{ name: 'Polite', verdict: 'met' }] });
    expect(upstream.seen).toHaveLength(1);
    expect(await spentOn(id)).toBe(SPENT);
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
    await waitFor(async () => upstream.seen.length === 2, 20_000);
    await changeAnalysis(analysis);
  });

  it.each([
    ['could not be reached', refuses(429), 'unavailable'],
    ['answered something else', answers(generated('{"summary": 5}')), 'unreadable'],
  ] as const)(
    'outlives a reading that came to nothing because the model %s',
    async (_what, answer, reason) => {
      upstream.next.push(answers(generated(JSON.stringify(findings))));
      const { id } = await analysed();
      upstream.next.push(answer);
      await test.app.get(CallAnalyst).analyseAgain(test.tenant, id, MAX_TRIES);
      expect(await read(id)).toMatchObject({
        state: 'done',
        summary: findings.summary,
        again: { state: 'failed', reason },
      });
      const told = `select payload ->> 'state' as state, payload ->> 'reason' as reason from outbox
                  where name = 'call.analysed' and payload ->> 'callId' = $1 order by id`;
      expect((await test.owner.query(told, [id])).rows).toEqual([
        { state: 'done', reason: null },
        { state: 'failed', reason },
      ]);
      await readAgain(id);
      expect(await read(id)).toMatchObject({ state: 'done', again: null });
    },
  );

  it('can be asked for again where what was asked for ended without a word', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id } = await analysed();
    const held: ServerResponse[] = [];
    upstream.next.push((reply) => void held.push(reply));
    expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
    await waitFor(() => held.length === 1, 20_000);
    expect(await read(id)).toMatchObject({ state: 'done', again: { state: 'waiting', reason: null } });
    // As if each try had died with its worker.
    const given = `update outbox set state = 'dead' where name = 'analysis.wanted' and payload ->> 'callId' = $1`;
    await test.owner.query(given, [id]);
    held.forEach(refuses(429));
    expect(await read(id)).toMatchObject({ state: 'done', again: { state: 'failed', reason: null } });
    await readAgain(id);
    expect(await read(id)).toMatchObject({ state: 'done', again: null });
  });

  it('says that it waits, then that it was given up, and can be asked for, where a first one ends by a fault of ours', async () => {
    const id = await speaker.ended(words);
    upstream.next.push(...Array.from({ length: 40 }, () => refuses(503)));
    await waitFor(async () => (await read(id)) !== null, 20_000);
    expect(await read(id)).toMatchObject({ state: 'waiting', reason: null, analysedAt: null, again: null });
    // As if each try had died with its worker.
    const fact = `from outbox o where t.outbox_id = o.id and o.name = 'call.ended' and o.payload ->> 'callId' = $1`;
    await test.owner.query(`update outbox_tries t set given_up = true ${fact}`, [id]);
    upstream.next.length = 0;
    expect(await read(id)).toMatchObject({ state: 'failed', reason: null, analysedAt: null, again: null });
    const held: ServerResponse[] = [];
    upstream.next.push((reply) => void held.push(reply));
    expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
    await waitFor(() => held.length === 1, 20_000);
    expect(await read(id)).toMatchObject({ state: 'failed', again: { state: 'waiting', reason: null } });
    const wish = `update outbox set state = 'dead' where name = 'analysis.wanted' and payload ->> 'callId' = $1`;
    await test.owner.query(wish, [id]);
    held.forEach(refuses(429));
    expect(await read(id)).toMatchObject({ state: 'failed', again: { state: 'failed', reason: null } });
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    expect((await test.send('POST', `/calls/${id}/analysis`)).status).toBe(202);
    await waitFor(async () => (await read(id)).state === 'done', 20_000);
    expect(await read(id)).toMatchObject({ summary: findings.summary, again: null });
  });

  it('is not read again by strangers, and not while it is on', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id } = await analysed();
    const path = `/calls/${id}/analysis`;
    expect((await test.send('POST', path, undefined, test.neighbour)).status).toBe(404);
    await changeAnalysis({ ...analysis, enabled: false });
    expect((await test.send('POST', path)).body.error.code).toBe('unprocessable');
    await changeAnalysis(analysis);
    const { id: live } = await speaker.live(words);
    expect((await test.send('POST', `/calls/${live}/analysis`)).body.error.code).toBe('conflict');
  });

  it('asks nobody where the visitor said nothing', async () => {
    expect((await analysed([])).analysis).toMatchObject({ state: 'skipped', reason: 'nothing_said' });
    expect(upstream.seen).toEqual([]);
  });

  it('loses its analysis when it is erased, and gets none afterwards', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id } = await analysed();
    expect((await test.send('DELETE', `/calls/${id}`)).status).toBe(204);
    await attempt(id, 1);
    const rows = await test.owner.query('select 1 from call_analyses where call_id = $1', [id]);
    expect(rows.rows).toEqual([]);
  });

  it('shows nothing of it to another team', async () => {
    upstream.next.push(answers(generated(JSON.stringify(findings))));
    const { id } = await analysed();
    expect((await test.send('GET', `/calls/${id}`, undefined, test.neighbour)).status).toBe(404);
  });
});

describe('an installation without a key', () => {
  it('says so and makes nothing up, and leaves agents alone that want nothing', async () => {
    const plain = await createTenantTest(MODULES, { config: { ROLE: 'all', GEMINI_BASE_URL: upstream.url } });
    try {
      const agents = plain.app.get(AgentsFacade);
      const idOf = async (settings: AnalysisSettings) =>
        (await agents.create(plain.tenant, { name: 'Host', systemPrompt: 'Be kind.', analysis: settings }))
          .id;
      const calls = plain.app.get(CallsFacade);
      const wanted = await new CallSpeaker(calls, plain.tenant, await idOf(analysis)).ended(words);
      const off = { ...analysis, enabled: false };
      const unwanted = await new CallSpeaker(calls, plain.tenant, await idOf(off)).ended(words);
      const show = async (id: string) => (await plain.send('GET', `/calls/${id}`)).body.analysis;
      await waitFor(async () => (await show(wanted)) !== null, 20_000);
      expect(await show(wanted)).toMatchObject({
        state: 'skipped',
        reason: 'no_key',
        summary: null,
        cost: null,
      });
      const done = `select count(*)::int as count from processed where consumer = 'analyse-call'`;
      await waitFor(async () => (await plain.owner.query(done)).rows[0].count === 2, 20_000);
      expect(await show(unwanted)).toBeNull();
      expect(upstream.seen).toEqual([]);
    } finally {
      await plain.close();
    }
  });
});

describe('the settings', () => {
  const put = (settings: object) =>
    test.send('POST', '/agents', { name: 'A', systemPrompt: 'B', analysis: settings });

  it.each([
    [{ ...analysis, criteria: [...analysis.criteria, ...analysis.criteria] }, 'analysis.criteria.1.name'],
    [{ ...analysis, fields: [{ ...analysis.fields[0], kind: 'choice' }] }, 'analysis.fields.0.options'],
    [{ ...analysis, fields: [{ ...analysis.fields[0], kind: 'date' }] }, 'analysis.fields.0.kind'],
  ])('are refused with the place of the fault', async (settings, path) => {
    const { status, body } = await put(settings);
    expect(status).toBe(400);
    expect(JSON.stringify(body.error.details)).toContain(path);
  });
});
