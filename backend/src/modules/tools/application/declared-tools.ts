import { Injectable } from '@nestjs/common';
import type { ToolKind, ToolParameters } from '@orbisvoice/contracts';
import { MomentCache } from '../../../platform/cache/moment-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { calendarWords, withExample } from '../domain/calendar-words.js';
import { declaredParameters } from '../domain/confirmation.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { AgentLinksRepository } from '../persistence/agent-links.repository.js';

/** A tool as a call needs it. */
export interface ToolForCall {
  readonly id: string;
  /** `client` is answered by the page (`tool.result`); the others by `ToolsFacade.invoke`. */
  readonly kind: ToolKind;
  /** What the model is told; `parameters` is a JSON schema. */
  readonly declaration: { name: string; description: string; parameters: ToolParameters };
  /** Said when the tool takes long; empty: a usual sentence. */
  readonly filler: string;
  /** The conversation goes on while the tool runs, where the model can do that. */
  readonly background: boolean;
}

/** What models are told of the tools of their agents: the same for all calls that begin within a second. */
@Injectable()
export class DeclaredTools {
  private readonly cache: MomentCache<ToolForCall[]>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly links: AgentLinksRepository,
    private readonly clock: Clock,
  ) {
    this.cache = new MomentCache(clock);
  }

  /** In the order of `toolIds`; those that the agent does not have are left out. */
  ofAgent(tenantId: TenantId, agentId: string, toolIds: readonly string[]): Promise<ToolForCall[]> {
    return this.cache.get([tenantId, agentId, ...toolIds].join(' '), async () => {
      const tools = await this.database.withTenant(tenantId, (tx) =>
        this.links.toolsOf(tx, tenantId, agentId),
      );
      const known = new Map(tools.map((tool) => [tool.id, tool]));
      const now = this.clock.now();
      return toolIds.flatMap((id) => {
        const tool = known.get(id);
        return tool ? [forCall(tool, now)] : [];
      });
    });
  }

  /** A tool was edited in this process. */
  forget(): void {
    this.cache.clear();
  }
}

function forCall(tool: ToolRecord, now: Date): ToolForCall {
  const calendar = tool.builtin?.name === 'bookMeeting' ? tool.builtin.settings : undefined;
  const parameters = calendar ? withExample(tool.parameters, calendar, now) : tool.parameters;
  const { id, kind, name, filler, background } = tool;
  return {
    id,
    kind,
    declaration: {
      name,
      description: calendar ? `${tool.description}\n${calendarWords(calendar, now)}` : tool.description,
      // The page has no gate of ours: it asks the visitor itself.
      parameters: declaredParameters(parameters, tool.confirm && kind !== 'client'),
    },
    filler,
    background,
  };
}
