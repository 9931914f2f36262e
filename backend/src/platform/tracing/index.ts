export { currentTraceparent } from '../logging/request-context.js';
export { Tracing } from './tracing.port.js';
export type { Span } from './tracing.port.js';
