import { Injectable } from '@nestjs/common';
import type { ToolKind, ToolParameters } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { declaredParameters } from '../domain/confirmation.js';
import type { ToolOutcome } from '../domain/tool-outcome.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { ToolInvocations, type ToolInvocation } from './tool-invocations.service.js';

/** A tool as a call needs it. */
export interface ToolForCall {
  readonly id: string;
  /** `client` is answered by the page (`tool.result`); the others by `ToolsFacade.invoke`. */
  readonly kind: ToolKind;
  /** What the model is told; `parameters` is a JSON schema. */
  readonly declaration: { name: string; description: string; parameters: ToolParameters };
  /** Said when the tool takes long; empty: nothing. */
  readonly filler: string;
  /** The conversation goes on while the tool runs, where the model can do that. */
  readonly background: boolean;
}

/** Tools for the other modules. */
@Injectable()
export class ToolsFacade {
  constructor(
    private readonly tools: ToolsRepository,
    private readonly invocations: ToolInvocations,
  ) {}

  /** Those of `ids` that are no tools of this tenant. The others cannot be deleted before the transaction ends. */
  async findMissing(tx: Transaction, tenantId: TenantId, ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const present = await this.tools.hold(tx, tenantId, ids);
    return ids.filter((id) => !present.has(id));
  }

  /** The agent's tools in the order in which the model is to be told about them. */
  async declarationsFor(tenantId: TenantId, agentId: string): Promise<ToolForCall[]> {
    return (await this.invocations.toolsOf(tenantId, agentId)).map(forCall);
  }

  /**
   * Uses a tool of the agent, named as the model names it. Never throws for what a model, a visitor or a customer's server
   * did wrong: that is an outcome, to be told to the model as it is. Takes at most about 20 s, mostly less than 10; another
   * invocation with the same key waits for the first and gets its answer. After `signal` aborts the answer is of no use,
   * but what was begun stays in the ledger.
   * @throws AppError `idempotency_key_reused` for a key of other arguments, `call_not_found`; and failures of our own.
   */
  async invoke(
    tenantId: TenantId,
    { toolName, ...wish }: ToolInvocation & { toolName: string },
    signal: AbortSignal,
  ): Promise<ToolOutcome> {
    const tools = await this.invocations.toolsOf(tenantId, wish.agentId);
    const tool = tools.find(({ name }) => name === toolName);
    if (!tool) return UNKNOWN_TOOL;
    return this.invocations.invoke(tenantId, tool, wish, signal);
  }
}

const forCall = (tool: ToolRecord): ToolForCall => ({
  id: tool.id,
  kind: tool.kind,
  declaration: {
    name: tool.name,
    description: tool.description,
    // The page has no gate of ours: it asks the visitor itself.
    parameters: declaredParameters(tool.parameters, tool.confirm && tool.kind !== 'client'),
  },
  filler: tool.filler,
  background: tool.background,
});

const UNKNOWN_TOOL: ToolOutcome = {
  outcome: 'error',
  error: {
    code: 'tool_not_found',
    message: 'There is no such tool. Do not call it again; answer without it.',
  },
};
