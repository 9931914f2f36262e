import { Injectable } from '@nestjs/common';
import { CONFIRMATION_ARGUMENT } from '@orbisvoice/contracts';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { argsDigest } from '../domain/args-digest.js';
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
import { ConfirmationTokens } from './confirmation-tokens.js';
import { ToolLedger } from './tool-ledger.js';
import { ToolRunner } from './tool-runner.js';

export interface ToolInvocation {
  agentId: string;
  /** The call in which the tool is used; null outside of calls. */
  callId: string | null;
  /** By which the same invocation is recognised. Unique in the tenant: begin it with the call's or the caller's id. */
  idempotencyKey: string;
  args: Readonly<Record<string, unknown>>;
  /** The conversation so far, oldest first; tools that hand over a visitor pass it on. */
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
    const { agentId, callId, idempotencyKey } = wish;
    const { [CONFIRMATION_ARGUMENT]: token, ...args } = wish.args;
    const details = argumentFaults(tool.parameters, args);
    if (details.length > 0) {
      const message = 'The arguments do not fit the tool.';
      return { outcome: 'error', error: { code: 'tool_arguments_invalid', message, details } };
    }
    // What a page does is between it and the visitor: it has no effect of ours that a ledger could know.
    if (tool.kind === 'client') return { outcome: 'page', args };
    const digest = argsDigest(tool.id, args);
    const confirmable = { tenantId, agentId, callId, argsDigest: digest };
    const confirmation = tool.confirm ? this.confirmations.verify(confirmable, token) : null;
    if (confirmation === undefined) {
      const fresh = this.confirmations.issue(confirmable);
      return { outcome: 'confirmation', token: fresh, result: confirmationRequest(fresh) };
    }
    const mayRepeat = this.runner.mayRepeat(tool);
    const row = {
      toolId: tool.id,
      agentId,
      callId,
      idempotencyKey,
      confirmation,
      argsDigest: digest,
      mayRepeat,
    };
    const claim = await this.ledger.claim(tenantId, { id: newId(), ...row });
    if (claim.kind === 'answered') return claim.outcome;
    const run = { args, occasion: claim.id, callId, transcript: wish.transcript ?? [], signal };
    return outcomeOf(
      await this.finished(tenantId, claim.id, mayRepeat, this.runner.run(tenantId, tool, run)),
    );
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
