import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallTranscript } from '@orbisvoice/contracts';
import pg from 'pg';
import { freePorts } from '../../support/test-app.js';
import { waitFor } from '../../support/wait-for.js';
import { closing } from './closing.js';
import { startProgram, stopProgram } from './program.js';

/** Whatever the person at the keyboard has configured: here everything is embedded. Empty counts as absent. */
const EMBEDDED = Object.fromEntries(
  [
    'DATABASE_URL',
    'REDIS_URL',
    'GEMINI_API_KEY',
    'GEMINI_BASE_URL',
    'SMTP_URL',
    'PUBLIC_URL',
    'NODE_ENV',
  ].map((name) => [name, '']),
);

/** The whole product as `npm start` serves it, on free ports and data of its own, until the end of the spec file. */
export interface Product {
  readonly url: string;
  readonly gatewayUrl: string;
  /** Its environment, for commands that look for a product that runs on this machine. */
  readonly env: NodeJS.ProcessEnv;
  readonly demo: { email: string; password: string; agentId: string; secretKey: string };
  /** Asks the API with the demo team's secret key. */
  get<T>(path: string): Promise<T>;
  /** Changes something with it. */
  put(path: string, body: object): Promise<void>;
  /** Makes a state that nothing would make in the time of a test, as the owner of the embedded database. */
  asOwner(sql: string): Promise<void>;
  /** The transcript of a call once its job has assembled it. */
  transcript(callId: string): Promise<CallTranscript>;
}

interface RunningProduct extends Product {
  stop(): Promise<void>;
}

export const startProduct = (variables: Record<string, string> = {}): Promise<Product> =>
  closing(start(variables), (product) => product.stop());

async function start(variables: Record<string, string>): Promise<RunningProduct> {
  const home = mkdtempSync(join(tmpdir(), 'orbisvoice-product-'));
  // Open to the user that Postgres runs as under root.
  chmodSync(home, 0o755);
  const dataDir = join(home, 'data');
  const [port, gatewayPort, enginePort] = await freePorts(3);
  const env = {
    ...process.env,
    ...EMBEDDED,
    DATA_DIR: dataDir,
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    LIVE_ENGINE_PORT: String(enginePort),
    ...variables,
  };
  const program = startProgram('backend/bin/start.mjs', [], env);
  const stop = async () => {
    await stopProgram(program);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await program.untilSaid('Ctrl-C ends everything');
    const { agentId, secretKey } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
    const login = /Demo login\s+(\S+)\s+(\S+)/.exec(program.output());
    if (!login?.[1] || !login[2]) throw new Error(`the banner shows no login:\n${program.output()}`);
    const url = `http://localhost:${port}`;
    const ask = async (path: string, request: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secretKey}`, ...request.headers };
      const answer = await fetch(`${url}${path}`, { ...request, headers });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return answer;
    };
    const get = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;
    return {
      url,
      gatewayUrl: `ws://127.0.0.1:${gatewayPort}/stream`,
      env,
      demo: { email: login[1], password: login[2], agentId, secretKey },
      get,
      put: async (path, body) => {
        const headers = { 'content-type': 'application/json' };
        await ask(path, { method: 'PUT', headers, body: JSON.stringify(body) });
      },
      asOwner: async (sql) => {
        const { url: connectionString } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
        const owner = new pg.Client({ connectionString });
        await owner.connect();
        await owner.query(sql).finally(() => owner.end());
      },
      transcript: async (callId) => {
        const read = () => get<CallTranscript>(`/calls/${callId}/transcript`);
        // Seldom enough for the key's limit, however long it takes.
        await waitFor(async () => (await read()).complete, 20_000, 250);
        return read();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
