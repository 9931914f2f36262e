import { Injectable } from '@nestjs/common';
import { CONFIRMATION_ARGUMENT } from '@orbisvoice/contracts';
import { keyedDigest, newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { argumentFaults } from '../domain/argument-check.js';
import { confirmationRequest } from '../domain/confirmation.js';
import {
  IN_DOUBT,
  outcomeOf,
  type SpokenLine,
  type ToolEnd,
  type ToolOutcome,
} from '../domain/tool-outcome.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { AgentLinksRepository } from '../persistence/agent-links.repository.js';
import type { NewInvocation } from '../persistence/invocations.repository.js';
import { ConfirmationTokens } from './confirmation-tokens.js';
import { ToolLedger } from './tool-ledger.js';
import { ToolRunner } from './tool-runner.js';

export interface ToolInvocation {
  agentId: string;
  /** The call in which the tool is used; null outside of calls. */
  callId: string | null;
  /** By which the same invocation is recognised. Unique in the tenant: begin it with the call's or the caller's id. */
  idempotencyKey: string;
  /** The number under which its gateway has the call. Where another has it by now, nothing is begun. */
  epoch?: number;
  args: Readonly<Record<string, unknown>>;
  /** The conversation so far, oldest first, which tools that hand over a visitor pass on; what is recorded where left out. */
  transcript?: readonly SpokenLine[];
}

/** From a wish of the model to exactly one answer. */
@Injectable()
export class ToolInvocations {
  constructor(
    private readonly database: TenantDatabase,
    private readonly links: AgentLinksRepository,
    private readonly confirmations: ConfirmationTokens,
    private readonly ledger: ToolLedger,
    private readonly runner: ToolRunner,
  ) {}

  /** The tools that the agent has, in order. */
  toolsOf(tenantId: TenantId, agentId: string): Promise<ToolRecord[]> {
    return this.database.withTenant(tenantId, (tx) => this.links.toolsOf(tx, tenantId, agentId));
  }

  async invoke(
    tenantId: TenantId,
    tool: ToolRecord,
    wish: ToolInvocation,
    signal: AbortSignal,
  ): Promise<ToolOutcome> {
    const { agentId, callId, idempotencyKey, epoch } = wish;
    const { [CONFIRMATION_ARGUMENT]: token, ...args } = wish.args;
    const details = argumentFaults(tool.parameters, args);
    if (details.length > 0) {
      const message = 'The arguments do not fit the tool.';
      return { outcome: 'error', error: { code: 'tool_arguments_invalid', message, details } };
    }
    const digest = keyedDigest(tool.id, args);
    const row = { id: newId(), toolId: tool.id, agentId, callId, idempotencyKey, argsDigest: digest, epoch };
    const confirmable = { tenantId, agentId, callId, argsDigest: digest };
    const agreed = tool.confirm ? this.confirmations.verify(confirmable, token) : null;
    // What was begun was agreed to then, and a gateway that took the call over has no token of it.
    if (agreed === undefined && !(await this.ledger.knows(tenantId, row))) {
      const fresh = this.confirmations.issue(confirmable);
      return { outcome: 'confirmation', token: fresh, result: confirmationRequest(fresh) };
    }
    const confirmation = agreed ?? null;
    if (tool.kind === 'client') return this.askPage(tenantId, { ...row, confirmation }, args);
    const mayRepeat = this.runner.mayRepeat(tool);
    const claim = await this.ledger.claim(tenantId, { ...row, confirmation, mayRepeat });
    if (claim.kind === 'answered') return claim.outcome;
    const run = { args, occasion: claim.id, callId, transcript: wish.transcript, signal };
    return outcomeOf(
      await this.finished(tenantId, claim.id, mayRepeat, this.runner.run(tenantId, tool, run)),
    );
  }

  /** What a page does is between it and the visitor; in a call it is written down that it was asked, and its answer. */
  private async askPage(
    tenantId: TenantId,
    row: Omit<NewInvocation, 'mayRepeat'>,
    args: Readonly<Record<string, unknown>>,
  ): Promise<ToolOutcome> {
    if (row.epoch === undefined) return { outcome: 'page', args };
    const claim = await this.ledger.ask(tenantId, { ...row, mayRepeat: true });
    return claim.kind === 'answered' ? claim.outcome : { outcome: 'page', args };
  }

  /** However the tool ended, the ledger knows it before anybody else does. */
  private async finished(
    tenantId: TenantId,
    id: string,
    mayRepeat: boolean,
    running: Promise<ToolEnd>,
  ): Promise<ToolEnd> {
    try {
      const end = await running;
      await this.ledger.finish(tenantId, id, end);
      return end;
    } catch (error) {
      // Of an effect that broke off in our own code nobody can say how far it came.
      const end: ToolEnd = mayRepeat
        ? { state: 'failed', mayRepeat, error: { code: 'internal', message: 'The tool broke off.' } }
        : { state: 'unknown', error: IN_DOUBT };
      await this.ledger.finish(tenantId, id, end);
      throw error;
    }
  }
}
