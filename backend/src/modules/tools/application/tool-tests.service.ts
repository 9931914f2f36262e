import { Injectable } from '@nestjs/common';
import type { SentToolRequest, TestTool, TestedTool } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { argumentFaults } from '../domain/argument-check.js';
import { fillRequest, placeFaults } from '../domain/request-template.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolSecretsRepository, type StoredSecret } from '../persistence/tool-secrets.repository.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { ToolRunner } from './tool-runner.js';

/** The console of an editor: what a tool would send, or does. Asks for no agent, no call and no consent. */
@Injectable()
export class ToolTests {
  constructor(
    private readonly database: TenantDatabase,
    private readonly tools: ToolsRepository,
    private readonly secrets: ToolSecretsRepository,
    private readonly runner: ToolRunner,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, id: string, { args, dryRun }: TestTool): Promise<TestedTool> {
    const { tool, secrets } = await this.database.withTenant(tenantId, async (tx) => ({
      tool: await this.tools.find(tx, tenantId, id),
      secrets: await this.secrets.ofTools(tx, tenantId, [id]),
    }));
    if (!tool) throw new AppError('tool_not_found');
    const faults = argumentFaults(tool.parameters, args);
    const details = faults.length > 0 || !tool.http ? faults : placeFaults(tool.http, args);
    if (details.length > 0) throw new AppError('tool_arguments_invalid', { details });
    const request = maskedRequest(tool, args, secrets);
    return { dryRun, request, answer: dryRun ? null : await this.answer(tenantId, tool, args) };
  }

  private async answer(
    tenantId: TenantId,
    tool: ToolRecord,
    args: TestTool['args'],
  ): Promise<TestedTool['answer']> {
    const began = this.clock.monotonicMs();
    const signal = new AbortController().signal;
    const run = { args, occasion: newId(), callId: null, transcript: [], signal };
    const end = await this.runner.run(tenantId, tool, run);
    const totalMs = Math.round(this.clock.monotonicMs() - began);
    if (end.state === 'succeeded') return { ok: true, result: end.result, error: null, totalMs };
    return { ok: false, result: end.error.details ?? null, error: end.error.message, totalMs };
  }
}

function maskedRequest(
  { http }: ToolRecord,
  args: TestTool['args'],
  secrets: readonly StoredSecret[],
): SentToolRequest | null {
  if (!http) return null;
  const masked = (name: string) => {
    const secret = secrets.find((stored) => stored.name === name);
    return secret ? `••••${secret.last4}` : '(not set)';
  };
  const { method, url, headers, body } = fillRequest(http, args, masked);
  return { method, url, headers, body: body ?? null };
}
