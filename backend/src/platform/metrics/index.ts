export { Metrics } from './metrics.js';
export { mayReadMetrics } from './metrics-access.js';
