export {
  Access,
  CurrentPrincipal,
  NOTICES_VISITOR,
  NoticesVisitor,
  Public,
  PUBLIC_ROUTE,
  ROUTE_ACCESS,
} from './access.decorator.js';
export type { AccessRule } from './access.decorator.js';
export { Answers } from '../openapi/answers.decorator.js';
export { AppError } from './app-error.js';
export { BuiltFiles } from './built-files.js';
export { LivePages } from './live-pages.js';
export { SHOWN_TENANT, type ApiKeyPrincipal, type Principal, type UserPrincipal } from './principal.js';
export { Idempotent } from './idempotency.interceptor.js';
export { toAppError } from './to-app-error.js';
export { idOfCursor, pageById } from './keyset-page.js';
export { RATE_LIMITED_ROUTE, RateLimited } from './rate-limited.decorator.js';
export type { RouteRateLimit } from './rate-limited.decorator.js';
export { clientAddressBehind } from './client-address.js';
export { guestOf, networkOf } from './network-of.js';
export { PathId } from './validation.js';
export { Readiness } from './readiness.js';
export { MAX_CONNECTIONS, SLOW_SENDERS } from './slow-senders.js';
