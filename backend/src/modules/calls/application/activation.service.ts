import { Injectable } from '@nestjs/common';
import type { CallEndReason } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { ActivationsRepository } from '../persistence/activations.repository.js';

const MIN_DURATION_MS = 10_000;
/** A call that broke, or that nobody held to the end, is none that was completed. */
const COMPLETED: readonly CallEndReason[] = ['client_ended', 'agent_ended', 'idle_timeout', 'max_duration'];

/** Tells the first time that a team really used the product: one completed call in which both sides spoke. */
@Injectable()
export class ActivationService {
  constructor(
    private readonly activations: ActivationsRepository,
    private readonly tenants: TenantsFacade,
    private readonly outbox: Outbox,
  ) {}

  async note(tx: Transaction, tenantId: TenantId, callId: string): Promise<void> {
    if (await this.activations.exists(tx, tenantId)) return;
    const call = await this.activations.realCall(tx, { tenantId, callId }, COMPLETED, MIN_DURATION_MS);
    const userId = call && (await this.tenants.founderOf(tx, tenantId));
    if (!userId || !(await this.activations.insert(tx, tenantId, call))) return;
    const payload = { userId, callId, startedAt: call.startedAt.toISOString() };
    await this.outbox.append(tx, tenantId, 'user.activated', payload, tenantId);
  }
}
