import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { DomainEventName } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import { markedProviders } from '../discovery/marked-providers.js';
import type { OutboxEvent } from '../outbox/outbox-event.js';
import { CONSUMER_NAMES, consumersOf, type ConsumerSpec } from './catalogue.js';
import { JOB_HANDLER, type JobHandlerSpec } from './job-handler.decorator.js';

/** True where all modules of the product are present, so that each consumer must have its handler. */
export const WHOLE_PRODUCT = Symbol('whole product');

export interface RegisteredHandler {
  event: DomainEventName;
  consumer: string;
  spec: ConsumerSpec;
  transactional: boolean;
  handle(event: OutboxEvent<DomainEventName>, tx?: EntityManager): Promise<void>;
}

/** Finds the handlers among all providers and holds them against the catalogue. */
@Injectable()
export class HandlerRegistry {
  private readonly handlers = new Map<string, RegisteredHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    @Inject(WHOLE_PRODUCT) private readonly wholeProduct: boolean,
  ) {}

  /** @throws where a handler is missing, doubled or not in the catalogue. */
  collect(): void {
    for (const { instance, mark } of markedProviders(this.discovery, this.reflector, JOB_HANDLER))
      this.register(mark as JobHandlerSpec, instance as Pick<RegisteredHandler, 'handle'>);
    const missing = CONSUMER_NAMES.filter((consumer) => !this.handlers.has(consumer));
    if (this.wholeProduct && missing.length > 0)
      throw new Error(`consumers without a handler: ${missing.join(', ')}`);
  }

  find(consumer: string): RegisteredHandler | undefined {
    return this.handlers.get(consumer);
  }

  private register(declared: JobHandlerSpec, instance: Pick<RegisteredHandler, 'handle'>): void {
    const { event, consumer, transactional = true } = declared as JobHandlerSpec & { consumer: string };
    const spec = consumersOf(event)?.find(([name]) => name === consumer)?.[1];
    if (!spec) throw new Error(`the catalogue knows no consumer ${consumer} of ${event}`);
    if (this.handlers.has(consumer)) throw new Error(`two handlers for the consumer ${consumer}`);
    this.handlers.set(consumer, {
      event,
      consumer,
      spec,
      transactional,
      handle: instance.handle.bind(instance),
    });
  }
}
