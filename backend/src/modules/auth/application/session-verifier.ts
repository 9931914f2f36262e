import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import type { UserPrincipal } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { AccountStanding } from './account-standing.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';

/**
 * A sign-out or a lost role takes effect at once, since each process hears of it at the commit (`CredentialNews`); where
 * that word is lost with a connection, within this time.
 */
const CACHE_MS = 5_000;
const CACHE_ENTRIES = 20_000;

/** From an access token to the person behind it, with the role as it is now rather than when the token was made. */
@Injectable()
export class SessionVerifier {
  private readonly cache: ExpiringCache<UserPrincipal>;
  /** Counts what was forgotten: what was being read meanwhile may be what was before. */
  private forgotten = 0;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsRepository,
    private readonly standings: AccountStanding,
    private readonly tenants: TenantsFacade,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {
    this.cache = new ExpiringCache(CACHE_MS, CACHE_ENTRIES, () => clock.monotonicMs());
  }

  async verify(accessToken: string): Promise<UserPrincipal | undefined> {
    const claims = await this.tokens.read(accessToken);
    if (!claims) return undefined;
    const key = `${claims.sessionId}.${claims.tenantId}`;
    const known = this.cache.get(key);
    if (known) return known;
    const { forgotten } = this;
    const principal = await this.load(claims);
    if (principal && forgotten === this.forgotten) this.cache.set(key, principal);
    return principal;
  }

  /** Whether somebody who was known a while ago is still signed in, in that team and with that role. */
  async stillStands(known: UserPrincipal): Promise<boolean> {
    return (await this.load(known))?.role === known.role;
  }

  /** Whether the session goes on and its person is still in that team, with whatever role. */
  async isMember(claims: AccessClaims): Promise<boolean> {
    return (await this.load(claims)) !== undefined;
  }

  forgetSession(sessionId: string): void {
    this.forgetWhere((principal) => principal.sessionId === sessionId);
  }

  forgetUser(userId: string): void {
    this.forgetWhere((principal) => principal.userId === userId);
  }

  forgetAll(): void {
    this.forgetWhere(() => true);
  }

  private forgetWhere(matches: (principal: UserPrincipal) => boolean): void {
    this.forgotten += 1;
    this.cache.forgetWhere(matches);
  }

  private load({ userId, sessionId, tenantId }: AccessClaims): Promise<UserPrincipal | undefined> {
    return this.identity.lookup('app.user_id', userId, async (tx) => {
      const session = await this.sessions.findLive(tx, sessionId, this.clock.now());
      if (session?.userId !== userId) return undefined;
      const standing = await this.standings.of(tx, userId);
      const role = await this.tenants.roleOf(tx, tenantId, userId);
      if (!standing || !role) return undefined;
      return {
        kind: 'user',
        userId,
        tenantId,
        role,
        sessionId,
        ...standing,
      };
    });
  }
}
