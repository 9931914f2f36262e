import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId } from '../../../platform/database/index.js';
import { DeliveryDesk } from './delivery-desk.service.js';
import { MessageSender } from './message-sender.service.js';
import { WakeUp } from './wake-up.js';

/** Then the line goes to the end of the queue. With the last request still short of the relay's lease of 30 s. */
const TURN_MS = 8_000;

/** Works on the line of one endpoint for a while, a few requests at a time. */
@Injectable()
export class LineWorker {
  constructor(
    private readonly desk: DeliveryDesk,
    private readonly sender: MessageSender,
    private readonly wakeUp: WakeUp,
    private readonly clock: Clock,
  ) {}

  async work(tenantId: TenantId, endpointId: string): Promise<void> {
    const began = this.clock.monotonicMs();
    for (;;) {
      const work = await this.desk.take(tenantId, endpointId);
      if (!work) return;
      await Promise.all(
        work.deliveries.map(async (delivery) => {
          const end = await this.sender.send(work.keys, delivery);
          await this.desk.record(tenantId, endpointId, delivery, end);
        }),
      );
      if (this.clock.monotonicMs() - began > TURN_MS) return this.wakeUp.ringFor(tenantId, endpointId);
    }
  }
}
