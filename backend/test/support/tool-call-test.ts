import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { ScenarioInput } from '@orbisvoice/live-engine';
import { createGatewayTest, type GatewayTest } from './gateway-test.js';
import type { TestAppOptions } from './test-app.js';
import { startToolServer, type ToolServer } from './tool-server.js';
import type { VoiceVisitor } from './voice-visitor.js';
import { waitFor } from './wait-for.js';

export type Play = Omit<ScenarioInput, 'name'>;
type Row = Record<string, unknown>;

export interface ToolCallTest extends GatewayTest {
  readonly server: ToolServer;
  /** A tool of the team's server under a name of its own, and an agent that has it. */
  orders(fields?: object, http?: object): Promise<{ agentId: string; name: string }>;
  /** The model calls this when it is spoken to, and then reads the answer out. */
  plays(name: string, more?: Partial<Play>, args?: Row): void;
  /** What the timeline tells of these kinds (like), when there are so many. */
  timeline(callId: string, kind: string, times: number): Promise<Row[]>;
  ledger(): Promise<Row[]>;
}

const timing = { speed: 4, ttfbMs: 200 };
export const READ_OUT = { say: 'The answer is {response}', audioMs: 600 };

/** The product with a customer's server that its tools call. */
export async function createToolCallTest(config: TestAppOptions['config'] = {}): Promise<ToolCallTest> {
  const server = await startToolServer();
  const test = await createGatewayTest({ config: { EGRESS_ALLOW: server.host, ...config } });
  let made = 0;
  const events = (callId: string, kind: string) =>
    test.rows('select data from call_events where call_id = $1 and kind like $2 order by seq', callId, kind);
  return {
    ...test,
    server,
    orders: async (fields = {}, http = {}) => {
      const name = `order_${++made}`;
      const { body } = await test.post('/tools', test.secretKey, {
        name,
        description: 'Orders something.',
        kind: 'http',
        parameters: {
          type: 'object',
          properties: { item: { type: 'string', minLength: 2 } },
          required: ['item'],
        },
        ...('kind' in fields ? {} : { http: { method: 'POST', url: `${server.url}/orders`, ...http } }),
        ...fields,
      });
      return { agentId: await test.agent({ toolIds: [body.id] }), name: String(body.name) };
    },
    plays: (name, more = {}, args = { item: 'tea' }) => {
      const turn = { heard: 'I want tea.', reply: [{ call: [{ name, args }] }], afterTools: [READ_OUT] };
      test.play({ turns: [turn], timing, ...more });
    },
    timeline: async (callId, kind, times) => {
      await waitFor(async () => (await events(callId, kind)).length >= times);
      return (await events(callId, kind)).map(({ data }) => data as Row);
    },
    ledger: () => test.rows('select idempotency_key, state from tool_invocations order by started_at'),
    close: async () => {
      await test.close();
      await server.close();
    },
  };
}

/** One for all tests of a spec: there before the first, its server forgetful after each, closed after the last. */
export function toolCallTestOfSpec(config?: TestAppOptions['config']): ToolCallTest {
  const test = {} as ToolCallTest;
  beforeAll(async () => void Object.assign(test, await createToolCallTest(config)));
  afterEach(() => {
    test.server.seen.length = 0;
    test.server.next.length = 0;
  });
  afterAll(() => test.close());
  return test;
}

export const agentSaid = (visitor: VoiceVisitor): string[] =>
  visitor
    .of('transcript')
    .filter(({ final, role }) => final && role === 'agent')
    .map(({ text }) => text);

export const untilSaid = (visitor: VoiceVisitor, times = 1): Promise<void> =>
  visitor.waitFor(() => agentSaid(visitor).length >= times, `${times} answers`);

/** An answer of the customer's server that takes its time. */
export const slowly =
  (ms: number, body = '{"slow":true}') =>
  (reply: import('node:http').ServerResponse): void =>
    void setTimeout(() => reply.setHeader('content-type', 'application/json').end(body), ms);
