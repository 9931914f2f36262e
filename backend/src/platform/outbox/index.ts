export { Outbox, type ConsumerTrouble, type OutboxState } from './outbox.js';
export type { OutboxEvent } from './outbox-event.js';
export { OutboxTries, type GivenUp } from './outbox-tries.js';
