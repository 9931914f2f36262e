export { EgressClient } from './egress-client.js';
export type { EgressAnswer, EgressRequest } from './egress-client.js';
export { EgressError } from './egress-error.js';
export { EgressModule } from './egress.module.js';
