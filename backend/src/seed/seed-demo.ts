import { randomBytes } from 'node:crypto';
import type { AgentsFacade } from '../modules/agents/index.js';
import type { AccountsFacade, ApiKeysFacade } from '../modules/auth/index.js';
import type { ToolsFacade } from '../modules/tools/index.js';
import { tenantId } from '../platform/database/index.js';
import { AppError } from '../platform/http/index.js';
import { DEMO_AGENT, demoBookingTool } from './demo-agent.js';
import { readDemoFile, writeDemoFile } from './demo-file.js';

export const DEMO_EMAIL = 'demo@orbisvoice.local';
/** Pages that the demo agent may be embedded in: whatever is served on this machine. */
const LOCAL_PORTS = [3000, 3001, 5173, 8080];
const SYSTEM = { kind: 'system' } as const;

export interface SeedTools {
  accounts: AccountsFacade;
  keys: ApiKeysFacade;
  agents: AgentsFacade;
  tools: ToolsFacade;
}

/** What the seed did; password and keys are known only right after they were made. */
export type SeedResult =
  | {
      created: true;
      email: string;
      password: string;
      agentId: string;
      publishableKey: string;
      secretKey: string;
    }
  | { created: false; email: string; agentId: string | undefined };

/**
 * Makes the demo team: one owner, one published agent, one key of each kind. Finds it again where it was made before;
 * `dataDir` remembers which agent it is and the secret key, for commands on this machine.
 */
export async function seedDemo(
  { accounts, keys, agents, tools }: SeedTools,
  { dataDir, url, email }: { dataDir: string; url: string; email: string },
): Promise<SeedResult> {
  const known = await readDemoFile(dataDir);
  if (known && (await agents.getDraft(tenantId(known.tenantId), known.agentId)))
    return { created: false, email, agentId: known.agentId };

  const password = randomBytes(12).toString('base64url');
  const account = {
    email,
    password,
    name: 'Demo Owner',
    tenantName: 'Lumen Coffee (demo)',
    verified: true,
  };
  const owner = await accounts.createAccount(account).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'email_taken') return undefined;
    throw error;
  });
  if (!owner) return { created: false, email, agentId: undefined };

  const allowedOrigins = LOCAL_PORTS.flatMap((port) => [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}`,
  ]);
  const booking = await tools.create(owner.tenantId, demoBookingTool());
  const agent = await agents.create(owner.tenantId, {
    ...DEMO_AGENT,
    allowedOrigins,
    toolIds: [booking.id],
    status: 'published',
  });
  const publishable = await keys.create(
    owner.tenantId,
    { name: 'Demo website', kind: 'publishable', allowedOrigins },
    SYSTEM,
  );
  const secret = await keys.create(owner.tenantId, { name: 'Demo scripts', kind: 'secret' }, SYSTEM);
  await writeDemoFile(dataDir, { url, tenantId: owner.tenantId, agentId: agent.id, secretKey: secret.key });
  return {
    created: true,
    email,
    password,
    agentId: agent.id,
    publishableKey: publishable.key,
    secretKey: secret.key,
  };
}
