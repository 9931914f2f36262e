export { Logger } from './logger.js';
export type { LogField, LogFields } from './log-fields.js';
export { currentRequestId, runInContext } from './request-context.js';
