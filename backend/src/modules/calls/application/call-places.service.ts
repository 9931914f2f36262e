import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError } from '../../../platform/http/index.js';
import { LiveAnnouncements } from '../../../platform/live/index.js';
import type { ClaimTerms } from '../domain/call-log.js';
import { KeyedGate } from '../domain/keyed-gate.js';
import type { CallKey } from '../persistence/call-log.repository.js';
import { CallTakingRepository, type Taking } from '../persistence/call-taking.repository.js';

/**
 * In the database calls of one tenant are taken one after another. More of them on their way than keep it busy would
 * only hold connections of a pool that everything else needs.
 */
const TAKEN_AT_ONCE = 3;

/** How many calls a tenant, and one of its keys, may have at once. */
@Injectable()
export class CallPlaces {
  private readonly gate = new KeyedGate(TAKEN_AT_ONCE);

  constructor(
    private readonly taking: CallTakingRepository,
    private readonly config: AppConfig,
    private readonly live: LiveAnnouncements,
    private readonly clock: Clock,
  ) {}

  /**
   * The epoch of the new owner; nothing where the call was taken before.
   * @throws AppError `concurrency_limited`
   */
  async take(key: CallKey, owner: string, { made, ...terms }: ClaimTerms): Promise<number | undefined> {
    const { callsPerTenant: ofTenant, callsPerKey: ofKey } = this.config;
    const row = made && { made: { ...made, createdAt: this.clock.now() } };
    const taking = await this.gate.pass(key.tenantId, () =>
      this.taking.take(key, owner, { ...terms, ...row }, { ofTenant, ofKey }),
    );
    const epoch = epochOf(taking);
    if (epoch !== undefined) this.live.soon({ audience: key.tenantId, name: 'call.started', id: key.callId });
    return epoch;
  }
}

function epochOf(taking: Taking): number | undefined {
  switch (taking.outcome) {
    case 'taken':
      return taking.epoch;
    case 'gone':
      return undefined;
    case 'tenant-full':
      throw full(`This team may have ${taking.most} calls at once, and has them.`);
    case 'key-full':
      throw full(`This API key may have ${taking.most} calls at once, and has them.`);
  }
}

const full = (message: string): AppError => new AppError('concurrency_limited', { message });
