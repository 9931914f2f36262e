import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { CallAnalyses } from '../../calls/index.js';
import { AnalysisRules } from './analysis-rules.service.js';

/** Has calls read again: where it failed, or where the agent asks for something else by now. */
@Injectable()
export class AnalysisOrders {
  constructor(
    private readonly calls: CallAnalyses,
    private readonly rules: AnalysisRules,
  ) {}

  /**
   * Asked for twice before the first answer is there, it is read once.
   * @throws AppError `call_not_found`, `conflict` while the call is on, `unprocessable` where the agent wants no analysis
   */
  async order(tenantId: TenantId, callId: string): Promise<void> {
    const material = await this.calls.material(tenantId, callId);
    if (!material) throw new AppError('call_not_found');
    if (!material.over) throw new AppError('conflict', { message: 'The call is still on.' });
    if (!(await this.rules.forAgain(tenantId, material)))
      throw new AppError('unprocessable', { message: 'The agent asks for no analysis of its calls.' });
    await this.calls.order(tenantId, callId);
  }
}
