import { Injectable } from '@nestjs/common';
import { CreateTool, type Tool } from '@orbisvoice/contracts';
import type { z } from 'zod';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import type { ToolOutcome } from '../domain/tool-outcome.js';
import type { BegunTool } from '../persistence/invocations.repository.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { DeclaredTools, type ToolForCall } from './declared-tools.js';
import { ToolInvocations, type ToolInvocation } from './tool-invocations.service.js';
import { ToolLedger } from './tool-ledger.js';
import { ToolsService } from './tools.service.js';

/** Tools for the other modules. */
@Injectable()
export class ToolsFacade {
  constructor(
    private readonly tools: ToolsRepository,
    private readonly invocations: ToolInvocations,
    private readonly editing: ToolsService,
    private readonly declared: DeclaredTools,
    private readonly ledger: ToolLedger,
  ) {}

  /** Makes a tool on behalf of the system; fields that are left out get the contract's defaults. */
  create(tenantId: TenantId, tool: z.input<typeof CreateTool>): Promise<Tool> {
    return this.editing.create(tenantId, { kind: 'system' }, CreateTool.parse(tool));
  }

  /** Those of `ids` that are no tools of this tenant. The others cannot be deleted before the transaction ends. */
  async findMissing(tx: Transaction, tenantId: TenantId, ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const present = await this.tools.hold(tx, tenantId, ids);
    return ids.filter((id) => !present.has(id));
  }

  /** A second old at most. Those of the agent's tools that its version or draft names, in the order in which the model is to be told about them. */
  declarationsFor(tenantId: TenantId, agentId: string, toolIds: readonly string[]): Promise<ToolForCall[]> {
    return this.declared.ofAgent(tenantId, agentId, toolIds);
  }

  /**
   * Uses a tool of the agent, named as the model names it. Never throws for what a model, a visitor or a customer's server
   * did wrong: that is an outcome, to be told to the model as it is. Takes at most about 20 s, mostly less than 10; another
   * invocation with the same key waits for the first and gets its answer. After `signal` aborts the answer is of no use,
   * but what was begun stays in the ledger, and a request that must not be repeated is not broken off.
   * @throws AppError `idempotency_key_reused` for a key of other arguments, `call_not_found`, `taken_over` where the call
   * has another owner than `epoch` says, and then nothing was begun; and failures of our own.
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

  /**
   * What was begun in a call under keys that begin with its id, for a gateway that takes it over: what it calls again under
   * the same key has no second effect. Only what ended not longer ago than `withinMs`, the newest first.
   */
  begunIn(tenantId: TenantId, callId: string, withinMs: number): Promise<BegunTool[]> {
    return this.ledger.begunIn(tenantId, callId, `${callId}:`, withinMs);
  }

  /** What became of what was begun under this key; waits while it is under way. Undefined where nothing was begun. */
  endOf(tenantId: TenantId, idempotencyKey: string): Promise<ToolOutcome | undefined> {
    return this.ledger.endOf(tenantId, idempotencyKey);
  }

  /** Keeps what the page answered to what it was asked under this key. */
  pageAnswered(
    tenantId: TenantId,
    idempotencyKey: string,
    answer: { result: unknown } | { error: string },
  ): Promise<void> {
    const outcome: ToolOutcome =
      'error' in answer
        ? { outcome: 'error', error: { code: 'tool_failed', message: answer.error } }
        : { outcome: 'result', result: answer.result };
    return this.ledger.pageAnswered(tenantId, idempotencyKey, outcome);
  }
}

const UNKNOWN_TOOL: ToolOutcome = {
  outcome: 'error',
  error: {
    code: 'tool_not_found',
    message: 'There is no such tool. Do not call it again; answer without it.',
  },
};
