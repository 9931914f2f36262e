export { AccountsFacade, type CreatedAccount, type NewAccount } from './application/accounts-facade.js';
export { ApiKeysFacade } from './application/api-keys-facade.js';
export { Authenticator } from './application/authenticator.js';
export { CredentialWatch, credentialOf, type Credential } from './application/credential-watch.js';
export { PUBLIC_LIMITS } from './domain/key-limits.js';
export { guestOf } from '../../platform/http/network-of.js';
export { AuthModule } from './auth.module.js';
export { RateLimiter, type RateDecision, type RateRule } from './domain/rate-limiter.port.js';
