import { createApp } from '../create-app.js';
import { AgentsFacade } from '../modules/agents/index.js';
import { AccountsFacade, ApiKeysFacade } from '../modules/auth/index.js';
import { ToolsFacade } from '../modules/tools/index.js';
import { configFromEnvironment } from '../platform/config/environment.js';
import { parseArgs } from 'node:util';
import { DEMO_EMAIL, seedDemo, type SeedResult } from '../seed/seed-demo.js';

/**
 * `--json` prints one object for the launcher; it holds the new password and keys, and is printed this once. `--email`
 * makes another team, which load tests need: one team may have a hundred calls at once.
 */
export async function runSeed(args: string[]): Promise<number> {
  const options = {
    json: { type: 'boolean', default: false },
    email: { type: 'string', default: DEMO_EMAIL },
  } as const;
  const { values } = parseArgs({ args, options });
  // As an API only: a seed starts no worker and opens no voice socket.
  const config = { ...configFromEnvironment(), role: 'api' as const };
  const app = await createApp(config);
  await app.init();
  try {
    const tools = {
      accounts: app.get(AccountsFacade),
      keys: app.get(ApiKeysFacade),
      agents: app.get(AgentsFacade),
      tools: app.get(ToolsFacade),
    };
    const result = await seedDemo(tools, {
      dataDir: config.dataDir,
      url: `http://127.0.0.1:${config.port}`,
      email: values.email,
    });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : describe(result));
    return 0;
  } finally {
    await app.close();
  }
}

function describe(result: SeedResult): string {
  if (!result.created) return `The demo team (${result.email}) is there already.\n`;
  return [
    `Demo login       ${result.email}  ${result.password}`,
    `Demo agent       ${result.agentId}`,
    `Publishable key  ${result.publishableKey}`,
    `Secret key       ${result.secretKey}`,
    'Keep the password and the keys; they are not shown again.\n',
  ].join('\n');
}
