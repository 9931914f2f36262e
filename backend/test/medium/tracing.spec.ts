import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Browser, newEmail } from '../support/browser.js';
import { PAGE } from '../support/gateway-test.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { createToolCallTest, READ_OUT, untilSaid, type ToolCallTest } from '../support/tool-call-test.js';
import { TraceCollector, type CollectedSpan } from '../support/trace-collector.js';
import { waitFor } from '../support/wait-for.js';
import { Tracing } from '../../src/platform/tracing/index.js';
import { NoTracing } from '../../src/platform/tracing/no-tracing.js';

jest.setTimeout(90_000);

let collector: TraceCollector;
let test: ToolCallTest;
beforeAll(async () => {
  collector = await TraceCollector.start();
  test = await createToolCallTest({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=us%20two',
    OTEL_SERVICE_NAME: 'voice-of-a-test',
  });
});
afterAll(async () => {
  await test.close();
  await collector.close();
});

/** Spans are sent every few seconds. */
async function untilSent(name: string, which: (span: CollectedSpan) => boolean = () => true) {
  const found = () => collector.named(name).find(which);
  await waitFor(() => found() !== undefined, 30_000);
  return found() as CollectedSpan;
}
const under = (parent: CollectedSpan) => (span: CollectedSpan) => span.parentSpanId === parent.spanId;

describe('traces', () => {
  it('lead from the page’s request over the socket, the model and a tool to the jobs after the call', async () => {
    const { agentId, name } = await test.orders();
    const turn = {
      heard: 'I want tea.',
      reply: [{ call: [{ name, args: { item: 'tea' } }] }],
      afterTools: [READ_OUT],
    };
    test.play({ turns: [turn], timing: { speed: 4, ttfbMs: 200 } });
    const session = await test.post('/widget/sessions', test.publishableKey, { agentId }, PAGE);
    expect(session.status).toBe(201);
    const visitor = await test.visitor(PAGE);
    const { callId } = await visitor.ready({ token: session.body.token });
    visitor.openMicrophone();
    visitor.say(600);
    await untilSaid(visitor);
    visitor.send({ type: 'end' });
    await visitor.untilClosed();

    const request = await untilSent('POST /widget/sessions');
    const call = await untilSent('voice.call', under(request));
    const connection = await untilSent('voice.provider', under(call));
    const tool = await untilSent('voice.tool', under(connection));
    const job = await untilSent('job assemble-transcript', under(call));
    for (const span of [call, connection, tool, job]) {
      expect(span.traceId).toBe(request.traceId);
      expect(span.failed).toBe(false);
    }
    expect(request.parentSpanId).toBeUndefined();
    expect(request.attributes).toMatchObject({
      'http.route': '/widget/sessions',
      'http.response.status_code': 201,
    });
    expect(call.attributes).toMatchObject({
      'orbis.call.id': callId,
      'orbis.agent.id': agentId,
      'orbis.tenant.id': test.tenant,
      'orbis.call.end_reason': 'client_ended',
    });
    expect(call.events).toEqual(
      expect.arrayContaining([
        'provider.connected',
        'tool.called',
        'tool.finished',
        'turn.latency',
        'call.ended',
      ]),
    );
    expect(tool.attributes).toEqual({ 'orbis.tool.name': name });
  });

  it('lead from a request to the jobs that it causes, and follow on from whoever asked', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const browser = new Browser(test.url);
    browser.agent.set('traceparent', `00-${traceId}-b7ad6b7169203331-01`);
    await browser.signup({ email: newEmail(), name: 'Zebedee Quill' });
    const request = await untilSent('POST /auth/signup');
    expect(request).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
    expect((await untilSent('job send-mail', under(request))).traceId).toBe(traceId);
  });

  it('say which connection failed, and show the one that took its place', async () => {
    const timing = { speed: 4, ttfbMs: 200 };
    const turns = [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }];
    test.play({ turns, timing, faults: [{ type: 'refuse-upgrade', status: 503, connections: 1 }] });
    const { visitor, callId } = await test.call(await test.agent());
    visitor.say(600);
    await visitor.until('turn.committed', 2, 30_000);
    visitor.send({ type: 'end' });
    await visitor.untilClosed();
    const call = await untilSent('voice.call', (span) => span.attributes['orbis.call.id'] === callId);
    const failed = await untilSent('voice.provider', (span) => under(call)(span) && span.failed);
    expect(failed.attributes['error.type']).toMatch(/^(busy|transient)$/);
    await untilSent('voice.provider', (span) => under(call)(span) && !span.failed);
    // By API key there is no request before the call.
    expect(call.parentSpanId).toBeUndefined();
  });

  it('hold ids and numbers, and nobody’s words', () => {
    const everything = collector.bodies.join('\n');
    for (const word of ['tea', 'Be kind', 'Zebedee', '@example.com', test.secretKey])
      expect([word, everything.includes(word)]).toEqual([word, false]);
    expect([...collector.services]).toEqual(['voice-of-a-test']);
    expect(new Set(collector.headers)).toEqual(new Set(['us two']));
  });
});

describe('without a collector', () => {
  let plain: TestApp;
  afterAll(() => plain.close());

  it('nothing is traced, and nothing about traces is kept', async () => {
    plain = await createTestApp({ database: test.database, config: { ROLE: 'api' } });
    expect(plain.app.get(Tracing)).toBeInstanceOf(NoTracing);
    await new Browser(plain.url).signup({ email: 'untraced@example.com' });
    const rows = await test.rows(
      `select o.traceparent from outbox o join memberships m using (tenant_id) join users u on u.id = m.user_id
       where u.email = 'untraced@example.com'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ traceparent }) => traceparent === null)).toBe(true);
  });
});
