export { Outbox } from './outbox.js';
export type { OutboxEvent } from './outbox-event.js';
