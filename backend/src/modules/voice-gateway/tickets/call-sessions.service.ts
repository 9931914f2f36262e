import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { CallChannel, CallSession, WidgetAgent } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError, type ApiKeyPrincipal, type Principal } from '../../../platform/http/index.js';
import { AgentsFacade, type AgentForCall } from '../../agents/index.js';
import { CallsFacade } from '../../calls/index.js';
import { CallTokens } from './call-tokens.js';

/** What a page may know about an agent. */
export const toWidgetAgent = (agent: AgentForCall): WidgetAgent => ({
  id: agent.id,
  name: agent.name,
  language: agent.language,
  voiceId: agent.voiceId,
  firstMessage: agent.firstMessage,
  consentText: agent.consentText,
  consentVersion: agent.consentVersion,
});

/** Makes calls that somebody is about to open, and the tokens to open them with. */
@Injectable()
export class CallSessions {
  constructor(
    private readonly agents: AgentsFacade,
    private readonly calls: CallsFacade,
    private readonly tokens: CallTokens,
    private readonly config: AppConfig,
  ) {}

  /** For the agent's own team, and for programs that hold a secret key. */
  async forTeam(principal: Principal, agentId: string, origin: string | undefined): Promise<CallSession> {
    const person = principal.kind === 'user';
    const { tenantId } = principal;
    const agent = await this.agents.getForCall(tenantId, agentId, { allowDraft: true });
    if (!agent) throw new AppError('agent_not_found');
    if (agent.status !== 'published' && !person) throw new AppError('agent_not_published');
    return this.create(tenantId, agent, {
      channel: person ? 'dashboard' : 'api',
      // A program asks on behalf of a page that it need not name.
      origin: person ? origin : undefined,
      userId: person ? principal.userId : null,
      draft: person,
    });
  }

  /** For a page that embeds the agent. */
  async forPage(key: ApiKeyPrincipal, agentId: string, origin: string | undefined): Promise<CallSession> {
    const agent = await this.agentForPage(key, agentId, origin);
    return this.create(key.tenantId, agent, { channel: 'widget', origin, userId: null, draft: false });
  }

  /** The published agent, where this page may use it. */
  async agentForPage(
    key: ApiKeyPrincipal,
    agentId: string,
    origin: string | undefined,
  ): Promise<AgentForCall> {
    const agent = await this.agents.getPublished(key.tenantId, agentId);
    if (!agent) throw new AppError('agent_not_found');
    const allowed =
      origin !== undefined &&
      agent.allowedOrigins.includes(origin) &&
      (key.allowedOrigins.length === 0 || key.allowedOrigins.includes(origin));
    if (!allowed) throw new AppError('origin_not_allowed');
    return agent;
  }

  private async create(
    tenantId: TenantId,
    agent: AgentForCall,
    call: { channel: CallChannel; origin: string | undefined; userId: string | null; draft: boolean },
  ): Promise<CallSession> {
    const { channel, origin, userId, draft } = call;
    const row = { agentId: agent.id, channel, origin: origin ?? null, userId };
    const callId = await this.calls.create(tenantId, row);
    const token = await this.tokens.issue({ tenantId, agentId: agent.id, callId, origin, draft });
    return { token, url: this.config.gatewayUrl, callId, agent: toWidgetAgent(agent) };
  }
}
