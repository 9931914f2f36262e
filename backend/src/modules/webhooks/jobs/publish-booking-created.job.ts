import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { Publisher } from '../application/publisher.service.js';
import { PUBLIC_MESSAGES } from '../domain/public-message.js';

@JobHandler({ event: 'booking.created', consumer: 'publish-booking-created' })
export class PublishBookingCreatedJob implements EventConsumer<'booking.created'> {
  constructor(private readonly publisher: Publisher) {}

  async handle({ id, tenantId, payload }: OutboxEvent<'booking.created'>, tx: Transaction): Promise<void> {
    const message = PUBLIC_MESSAGES['booking.created'](payload);
    await this.publisher.publish(tx, tenantId, id, { type: 'booking.created', ...message });
  }
}
