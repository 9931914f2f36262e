import { startLiveEngine, type LiveEngine, type ScenarioInput } from '@orbisvoice/live-engine';
import pg from 'pg';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { AccountsFacade, ApiKeysFacade, AuthModule } from '../../src/modules/auth/index.js';
import { CallsModule } from '../../src/modules/calls/index.js';
import { EmbedModule } from '../../src/modules/embed/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { ToolsModule } from '../../src/modules/tools/index.js';
import { VoiceGatewayModule } from '../../src/modules/voice-gateway/index.js';
import type { TenantId } from '../../src/platform/database/index.js';
import { createTestApp, type TestApp, type TestAppOptions } from './test-app.js';
import { VoiceVisitor } from './voice-visitor.js';

const MODULES = [
  TenantsModule,
  AuthModule,
  ToolsModule,
  AgentsModule,
  CallsModule,
  EmbedModule,
  VoiceGatewayModule,
];
/** The engine plays the scenario of this name for the key of this name, so a test replaces it by adding another. */
const SCENE = 'scene-of-this-test';
export const PAGE = 'https://shop.example';

type NewAgent = Parameters<AgentsFacade['create']>[1];
type Play = Omit<ScenarioInput, 'name'>;

export interface GatewayTest extends TestApp {
  readonly engine: LiveEngine;
  readonly owner: pg.Client;
  readonly tenant: TenantId;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** What the engine plays from now on. */
  play(scenario: Play): void;
  /** A published agent that PAGE may embed. */
  agent(fields?: Partial<NewAgent>): Promise<string>;
  /** Changes what its published version says, also to what no editor may choose, such as shorter than a test can wait. */
  alter(agentId: string, content: Record<string, unknown>): Promise<void>;
  visitor(origin?: string): Promise<VoiceVisitor>;
  /** A visitor at a second gateway, which is another application on the same database. */
  visitorElsewhere(origin?: string): Promise<VoiceVisitor>;
  /** A visitor on a call by secret key, microphone open. */
  call(agentId: string, fields?: Record<string, unknown>): Promise<{ visitor: VoiceVisitor; callId: string }>;
  post(path: string, key: string, body: unknown, origin?: string): Promise<{ status: number; body: Answer }>;
  rows(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
}
// Tests look into answers of every shape; each expectation says what it expects.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/** The product from socket to database, with the scripted engine in the place of Gemini. */
export async function createGatewayTest(options: TestAppOptions = {}): Promise<GatewayTest> {
  const engine = await startLiveEngine();
  engine.addScenario({ name: SCENE });
  const config = {
    GEMINI_BASE_URL: engine.url,
    GEMINI_API_KEY: SCENE,
    GEMINI_MODEL: 'gemini-2.5-flash-native-audio-latest',
    ...options.config,
  };
  const test = await createTestApp({ ...options, modules: MODULES, config });
  const owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
  const account = {
    email: `${test.database.name}@example.com`,
    password: 'correct horse battery',
    name: 'Ada',
    tenantName: 'Shop',
  };
  const { tenantId, userId } = await test.app
    .get(AccountsFacade)
    .createAccount({ ...account, verified: true });
  const makeKey = async (kind: 'secret' | 'publishable') => {
    const key = { name: kind, kind };
    return (await test.app.get(ApiKeysFacade).create(tenantId, key, { kind: 'user', id: userId })).key;
  };
  const secretKey = await makeKey('secret');
  const visitorOf = (gateway: TestApp, origin?: string) =>
    VoiceVisitor.connect(`ws://${gateway.config.host}:${gateway.config.gatewayPort}/stream`, origin);
  const visitor = (origin?: string) => visitorOf(test, origin);
  let second: Promise<TestApp> | undefined;
  const elsewhere = () =>
    (second ??= createTestApp({ ...options, modules: MODULES, config, database: test.database }));
  const rows = async (sql: string, ...values: unknown[]) => (await owner.query(sql, values)).rows;
  const agents = test.app.get(AgentsFacade);
  return {
    ...test,
    engine,
    owner,
    tenant: tenantId,
    secretKey,
    publishableKey: await makeKey('publishable'),
    play: (scenario) => engine.addScenario({ ...scenario, name: SCENE }),
    agent: async (fields = {}) => {
      const usual: NewAgent = { name: 'Reception', systemPrompt: 'Be kind.', status: 'published' };
      return (await agents.create(tenantId, { ...usual, allowedOrigins: [PAGE], ...fields })).id;
    },
    alter: async (agentId, content) => {
      const sql = 'update agent_versions set content = content || $2 where agent_id = $1';
      await owner.query(sql, [agentId, JSON.stringify(content)]);
    },
    visitor,
    visitorElsewhere: async (origin) => visitorOf(await elsewhere(), origin),
    call: async (agentId, fields = {}) => {
      const guest = await visitor();
      const { callId } = await guest.ready({ apiKey: secretKey, agentId, ...fields });
      guest.openMicrophone();
      return { visitor: guest, callId };
    },
    post: async (path, key, body, origin) => {
      const headers = {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(origin !== undefined && { origin }),
      };
      const answer = await fetch(`${test.url}${path}`, {
        method: 'POST',
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.json() };
    },
    rows,
    close: async () => {
      await owner.end();
      await (await second)?.close();
      await test.close();
      await engine.close();
    },
  };
}
