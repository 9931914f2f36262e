import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { CallChannel, CallSession } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { currentTraceparent } from '../../../platform/tracing/index.js';
import { AppError, type ApiKeyPrincipal, type Principal } from '../../../platform/http/index.js';
import { AgentsFacade, toWidgetAgent, type AgentForCall } from '../../agents/index.js';
import { credentialOf, PUBLIC_LIMITS } from '../../auth/index.js';
import { CallsFacade, RatingTokens } from '../../calls/index.js';
import { CallTokens } from './call-tokens.js';
import { VisitorLimits } from './visitor-limits.service.js';
import type { PageRequest } from './page-request.js';

/** Makes calls that somebody is about to open, and the tokens to open them with. */
@Injectable()
export class CallSessions {
  constructor(
    private readonly agents: AgentsFacade,
    private readonly calls: CallsFacade,
    private readonly tokens: CallTokens,
    private readonly ratings: RatingTokens,
    private readonly limits: VisitorLimits,
    private readonly config: AppConfig,
  ) {}

  /** For the agent's own team, whose people try what they saved last, and for programs that hold a secret key. */
  async forTeam(principal: Principal, agentId: string, origin: string | undefined): Promise<CallSession> {
    const person = principal.kind === 'user';
    const { tenantId } = principal;
    const agent = person
      ? await this.agents.getDraft(tenantId, agentId)
      : await this.agents.requirePublished(tenantId, agentId);
    if (!agent) throw new AppError('agent_not_found');
    return this.create(tenantId, agent, {
      channel: person ? 'dashboard' : 'api',
      // A program asks on behalf of a page that it need not name.
      origin: person ? origin : undefined,
      userId: person ? principal.userId : null,
      draft: person,
      asker: principal,
    });
  }

  /** For a page that embeds the agent. */
  async forPage(
    key: ApiKeyPrincipal,
    agentId: string,
    page: PageRequest,
    address: string,
  ): Promise<CallSession> {
    const agent = await this.agentForPage(key, agentId, page.origin);
    const { tenantId, keyId: subject, limits } = key;
    await this.limits.count({ tenantId, subject, address, limits });
    return this.create(tenantId, agent, { channel: 'widget', ...page, draft: false, asker: key });
  }

  /** For our own page, which opens the socket, inside a frame of a site that embeds the agent, or in none. */
  async forEmbed(
    agentId: string,
    { page, site }: { page: string; site: string },
    address: string,
  ): Promise<CallSession> {
    const found = await this.agents.findPublished(agentId);
    if (!found) throw new AppError('agent_not_found');
    const { tenantId, agent } = found;
    if (agent.allowedOrigins.length === 0) throw new AppError('origin_not_allowed');
    if (site !== page && !agent.allowedOrigins.includes(site)) throw refusalOf(site);
    await this.limits.count({ tenantId, subject: agent.id, address, limits: PUBLIC_LIMITS });
    const call = { channel: 'widget', origin: site, userId: null, draft: false } as const;
    return this.create(tenantId, agent, { ...call, socketOrigin: page, asker: undefined });
  }

  /** The published agent, where this page may use it. */
  private async agentForPage(
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
    call: {
      channel: CallChannel;
      /** The site that the call belongs to. */
      origin: string | undefined;
      /** Where its socket will come from, if from another page than that. */
      socketOrigin?: string;
      userId: string | null;
      draft: boolean;
      asker: Principal | undefined;
    },
  ): Promise<CallSession> {
    await this.limits.requireBudget(tenantId, agent);
    const { channel, origin, socketOrigin = origin, userId, draft, asker } = call;
    const key = asker?.kind === 'apiKey' ? asker : undefined;
    const apiKeyId = key?.keyId ?? null;
    const { id: agentId, version } = agent;
    const row = { agentId, agentVersion: version, channel, origin: origin ?? null, userId, apiKeyId };
    const callId = await this.calls.create(tenantId, row);
    const keyLimit = key?.limits.concurrentCalls ?? null;
    const bound = { tenantId, agentId, callId, origin: socketOrigin, draft, version, keyLimit };
    const credential = asker && credentialOf(asker);
    const token = await this.tokens.issue({ ...bound, trace: currentTraceparent(), credential });
    const ratingToken = await this.ratings.issue({ tenantId, callId });
    return { token, url: this.config.gatewayUrl, callId, agent: toWidgetAgent(agent), ratingToken };
  }
}

/** Read by the developer who embeds the agent, most often in the first minutes. */
const refusalOf = (site: string): AppError =>
  new AppError('origin_not_allowed', {
    message:
      site === 'null'
        ? 'The browser does not tell which site shows this frame. Give the iframe referrerpolicy="origin".'
        : `This agent does not allow ${site}. Add it to its allowed origins.`,
  });
