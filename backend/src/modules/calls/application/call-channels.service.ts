import { Injectable } from '@nestjs/common';
import type { CallChannel } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallChannelsRepository } from '../persistence/call-channels.repository.js';

/** By which ways a team was ever talked with. */
@Injectable()
export class CallChannels {
  constructor(private readonly channels: CallChannelsRepository) {}

  /** In a transaction of the tenant. */
  async used(tx: Transaction, tenantId: TenantId): Promise<ReadonlySet<CallChannel>> {
    return new Set(await this.channels.used(tx, tenantId));
  }
}
