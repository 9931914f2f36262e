import { Injectable } from '@nestjs/common';
import type { ErrorDetail, UpdateTool } from '@orbisvoice/contracts';
import { EgressClient } from '../../../platform/egress/index.js';
import { AppError } from '../../../platform/http/index.js';
import { sampleUrl, templateFaults } from '../domain/request-template.js';
import type { ToolRecord } from '../domain/tool-record.js';

/** What the shape of a request cannot say about a tool. */
@Injectable()
export class ToolRules {
  constructor(private readonly egress: EgressClient) {}

  /** @throws AppError `unprocessable`, naming every field that makes no sense. */
  check(tool: Omit<ToolRecord, 'id' | 'createdAt' | 'updatedAt'>): void {
    const details: ErrorDetail[] = [];
    if (tool.http) {
      const fault = this.egress.faultOf(sampleUrl(tool.http.url));
      if (fault) details.push({ path: 'http.url', message: fault });
      details.push(...templateFaults(tool.http, tool.parameters));
    }
    if (tool.builtin?.name === 'transferToHuman' && tool.builtin.settings.webhookUrl !== undefined) {
      const fault = this.egress.faultOf(tool.builtin.settings.webhookUrl);
      if (fault) details.push({ path: 'builtin.settings.webhookUrl', message: fault });
    }
    if (details.length > 0) throw new AppError('unprocessable', { details });
  }

  /** @throws AppError `unprocessable` for parts that this kind of tool does not have. */
  checkChange(tool: ToolRecord, change: UpdateTool): void {
    const details: ErrorDetail[] = [];
    for (const part of ['http', 'builtin'] as const)
      if (change[part] && tool.kind !== part)
        details.push({ path: part, message: `is not part of a tool of kind ${tool.kind}` });
    if (change.builtin && tool.builtin && change.builtin.name !== tool.builtin.name)
      details.push({ path: 'builtin.name', message: 'stays what it is; make another tool' });
    if (details.length > 0) throw new AppError('unprocessable', { details });
  }
}
