import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { RelayDatabase } from '../../../platform/database/index.js';
import { WebhookLineRepository } from '../persistence/webhook-line.repository.js';
import { WebhookOutgoingRepository } from '../persistence/webhook-outgoing.repository.js';
import { WakeUp } from './wake-up.js';

const KEEP_DAYS = 7;
const BATCH = 1_000;
/** A line that others work on is rung for no more often than this. */
const RING_EVERY_MS = 10_000;

/** Looks after all lines: rings where an attempt is due or somebody died at it, and throws away what is old. */
@Injectable()
export class LineSweep {
  constructor(
    private readonly relay: RelayDatabase,
    private readonly line: WebhookLineRepository,
    private readonly outgoing: WebhookOutgoingRepository,
    private readonly wakeUp: WakeUp,
    private readonly clock: Clock,
  ) {}

  async ring(): Promise<void> {
    const waiting = await this.relay.run((tx) => this.line.waiting(tx, BATCH));
    const slot = Math.floor(this.clock.now().getTime() / RING_EVERY_MS);
    for (const { tenantId, endpointId } of waiting)
      await this.wakeUp.ringFor(tenantId, endpointId, `${endpointId}:${slot}`);
  }

  /** Messages go with their deliveries and attempts. */
  async deleteOld(): Promise<void> {
    let deleted: number;
    do deleted = await this.relay.run((tx) => this.outgoing.deleteOld(tx, KEEP_DAYS, BATCH));
    while (deleted === BATCH);
  }
}
