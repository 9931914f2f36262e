import { AppError, type Principal, type UserPrincipal } from '../../../platform/http/index.js';

/** Routes without scopes refuse keys; this says so to the compiler. */
export function personOf(principal: Principal): UserPrincipal {
  if (principal.kind !== 'user') throw new AppError('forbidden');
  return principal;
}
