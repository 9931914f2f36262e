import type pg from 'pg';
import { newId } from '../../src/platform/crypto/index.js';
import type { TenantId } from '../../src/platform/database/index.js';

/** An agent that has these tools, made past the application: tests of tools may not know the module of agents. */
export async function makeAgentWith(
  owner: pg.Client,
  tenant: TenantId,
  toolIds: readonly string[],
  name = 'Desk',
): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into agents (id, tenant_id, name, system_prompt, first_message, voice_id, language, allowed_origins,
       idle_timeout_seconds, max_duration_seconds, consent_text, created_at, updated_at)
     values ($1, $2, $3, 'Hi', '', 'Puck', 'en-US', '{}', 60, 60, '', now(), now())`,
    [id, tenant, name],
  );
  for (const [position, toolId] of toolIds.entries())
    await owner.query(
      'insert into agent_tools (tenant_id, agent_id, tool_id, position) values ($1, $2, $3, $4)',
      [tenant, id, toolId, position],
    );
  return id;
}
