import { KeepsCallerData, type CallerData } from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallTracesRepository } from '../persistence/call-traces.repository.js';

/** Messages hold ids and numbers only; what came back is another matter. */
@KeepsCallerData()
export class ForgottenCalls implements CallerData {
  readonly part = 'webhookAnswers';

  constructor(private readonly traces: CallTracesRepository) {}

  async ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<unknown> {
    const answers = await this.traces.answers(tx, tenantId, callId);
    return answers.length > 0 ? answers : undefined;
  }

  forgetCalls(tx: Transaction, tenantId: TenantId, callIds: readonly string[]): Promise<void> {
    return this.traces.forgetAnswers(tx, tenantId, callIds);
  }
}
