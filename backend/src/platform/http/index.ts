export { Access, CurrentPrincipal, Public, PUBLIC_ROUTE, ROUTE_ACCESS } from './access.decorators.js';
export type { AccessRule } from './access.decorators.js';
export { AppError } from './app-error.js';
export type { ApiKeyPrincipal, Principal, UserPrincipal } from './principal.js';
export { Idempotent } from './idempotency.interceptor.js';
export { idOfCursor, pageById } from './keyset-page.js';
export { RATE_LIMITED_ROUTE, RateLimited } from './rate-limited.decorator.js';
export type { RouteRateLimit } from './rate-limited.decorator.js';
export { PathId } from './validation.js';
