import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { DomainEventName } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import type { OutboxEvent } from '../outbox/outbox-event.js';
import type { ConsumerOf } from './catalogue.js';

export const JOB_HANDLER = 'orbis:job-handler';

/** Acts on a fact inside the tenant's transaction, together with the guard row: the effect happens exactly once. */
export interface EventConsumer<N extends DomainEventName> {
  handle(event: OutboxEvent<N>, tx: EntityManager): Promise<void>;
}

/**
 * Acts on the world outside (mail, HTTP), so outside any transaction; at least once. Pass the event's id on as an
 * idempotency key.
 */
export interface EffectConsumer<N extends DomainEventName> {
  handle(event: OutboxEvent<N>): Promise<void>;
}

export interface JobHandlerSpec<N extends DomainEventName = DomainEventName> {
  event: N;
  consumer: ConsumerOf<N>;
  /** False for an EffectConsumer. */
  transactional?: boolean;
}

/** Declares a provider as the handler of one consumer in the catalogue. */
export const JobHandler = <N extends DomainEventName>(spec: JobHandlerSpec<N>): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(JOB_HANDLER, spec));
