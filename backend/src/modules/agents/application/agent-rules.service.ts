import { Injectable } from '@nestjs/common';
import type { ErrorDetail, UpdateAgent } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { ToolsFacade } from '../../tools/index.js';
import { parseTemplate } from '../domain/prompt-template.js';

/** What the shape of a request cannot say about an agent. */
@Injectable()
export class AgentRules {
  constructor(private readonly tools: ToolsFacade) {}

  /** @throws AppError `unprocessable`, naming every field that makes no sense. */
  async check(tx: Transaction, tenantId: TenantId, input: UpdateAgent): Promise<void> {
    const details = [
      ...templateFaults('systemPrompt', input.systemPrompt),
      ...templateFaults('firstMessage', input.firstMessage),
      ...(await this.missingTools(tx, tenantId, input.toolIds ?? [])),
    ];
    if (details.length > 0) throw new AppError('unprocessable', { details });
  }

  private async missingTools(tx: Transaction, tenantId: TenantId, ids: string[]): Promise<ErrorDetail[]> {
    const missing = await this.tools.findMissing(tx, tenantId, ids);
    return missing.map((id) => ({ path: `toolIds.${ids.indexOf(id)}`, message: 'is no tool of this team' }));
  }
}

const templateFaults = (path: string, template = ''): ErrorDetail[] =>
  parseTemplate(template).flatMap((part) =>
    part.kind === 'fault'
      ? [{ path, message: `${part.source} is not a variable; write {{name}}, or \\{{ for plain braces` }]
      : [],
  );
