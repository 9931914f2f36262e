import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Uuid, type WidgetConfig } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';
import { AgentsFacade, type AgentForCall } from '../../agents/index.js';
import { AgentSites } from './agent-sites.service.js';
import { toWidgetConfig } from './widget-config.mapping.js';

/** A page as its browser describes it. */
export interface AskingPage {
  readonly origin: string | undefined;
  /** It is one of ours, asking its own server; browsers send no origin then. */
  readonly own: boolean;
}

export type Framed =
  | { readonly refused: AppError }
  | {
      readonly refused?: undefined;
      readonly agent: AgentForCall;
      readonly frameAncestors: readonly string[];
    };

type FoundAgent = NonNullable<Awaited<ReturnType<AgentsFacade['findPublished']>>>;

/** Which pages may know and frame an agent. */
@Injectable()
export class EmbedPages {
  private readonly ownOrigin: string;

  constructor(
    private readonly agents: AgentsFacade,
    private readonly sites: AgentSites,
    { publicUrl }: AppConfig,
  ) {
    this.ownOrigin = new URL(publicUrl).origin;
  }

  async config(agentId: string, { origin, own }: AskingPage): Promise<WidgetConfig> {
    const found = await this.agents.findPublished(agentId);
    if (!found) throw new AppError('agent_not_found');
    const allowed = origin === undefined ? own : this.mayShow(found.agent, origin);
    if (!allowed) throw new AppError('origin_not_allowed', { message: notAllowed(origin) });
    await this.seen(found, origin);
    return toWidgetConfig(found.agent);
  }

  /**
   * The agent for the page in a frame. Browsers hold other sites off by `frameAncestors`; where the referrer already
   * tells that the site is not allowed, there is a refusal that a person can read instead.
   */
  async framed(agentId: string, referer: string | undefined): Promise<Framed> {
    const found = Uuid.safeParse(agentId).success ? await this.agents.findPublished(agentId) : undefined;
    if (!found) return { refused: new AppError('agent_not_found') };
    const { agent } = found;
    const site = originOf(referer);
    const { allowedOrigins } = agent;
    if (allowedOrigins.length === 0 || (site !== undefined && !this.mayShow(agent, site)))
      return { refused: new AppError('origin_not_allowed', { message: notAllowed(site) }) };
    await this.seen(found, site);
    return { agent, frameAncestors: ["'self'", ...allowedOrigins] };
  }

  /** Our own pages show agents too, which makes them nobody's site. */
  private async seen({ tenantId, agent }: FoundAgent, origin: string | undefined): Promise<void> {
    if (origin !== undefined && origin !== this.ownOrigin) await this.sites.note(tenantId, agent.id, origin);
  }

  private mayShow({ allowedOrigins }: AgentForCall, origin: string): boolean {
    return origin === this.ownOrigin || allowedOrigins.includes(origin);
  }
}

const originOf = (referer: string | undefined): string | undefined =>
  referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined;

/** Read by the developer who embeds the agent, most often in the first minutes. */
const notAllowed = (origin: string | undefined): string =>
  origin === undefined
    ? 'Only pages of allowed sites may use this agent. Add your site to its allowed origins.'
    : `This agent does not allow ${origin}. Add it to its allowed origins.`;
