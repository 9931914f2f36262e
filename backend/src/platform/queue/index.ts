export { CONSUMER_NAMES, USUAL_ATTEMPTS } from './catalogue.js';
export { JobHandler } from './job-handler.decorator.js';
export type { EffectConsumer, EventConsumer } from './job-handler.decorator.js';
export { Periodic } from './periodic.decorator.js';
