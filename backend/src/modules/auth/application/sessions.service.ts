import { Injectable } from '@nestjs/common';
import type { SessionInfo } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase, tenantId } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import type { SessionEntity } from '../persistence/session.entity.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';
import type { ClientInfo } from './client-info.js';
import { workplaceOf, type IssuedSession } from './session-issuer.js';
import { SessionRefresh } from './session-refresh.js';

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly refreshing: SessionRefresh,
    private readonly accessTokens: AccessTokens,
    private readonly tenants: TenantsFacade,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  list(principal: UserPrincipal): Promise<SessionInfo[]> {
    return this.identity.transaction(async (tx) => {
      const rows = await this.sessions.listLive(tx, principal.userId, this.clock.now());
      return rows.map((row) => toInfo(row, principal.sessionId));
    });
  }

  /** Somebody who was removed from the tenant where they worked goes on in another of theirs. */
  async refresh(token: string, client: ClientInfo): Promise<IssuedSession> {
    const { session, refreshToken } = await this.refreshing.refresh(token, client);
    const workplace = await workplaceOf(this.tenants, session.userId, session.activeTenantId);
    const claims = { userId: session.userId, sessionId: session.id, tenantId: workplace };
    if (workplace !== session.activeTenantId) await this.setWorkplace(claims);
    return { ...claims, refreshToken, accessToken: await this.accessTokens.issue(claims) };
  }

  /** Answers a new access token; a tenant where the person does not belong is as unknown as any other. */
  async switchTenant(
    principal: UserPrincipal,
    wished: string,
  ): Promise<AccessClaims & { accessToken: string }> {
    const memberships = await this.tenants.membershipsOf(principal.userId);
    if (!memberships.some((membership) => membership.tenantId === wished)) throw new AppError('not_found');
    const claims = { userId: principal.userId, sessionId: principal.sessionId, tenantId: tenantId(wished) };
    await this.setWorkplace(claims);
    return { ...claims, accessToken: await this.accessTokens.issue(claims) };
  }

  private setWorkplace({ sessionId, tenantId: activeTenantId }: AccessClaims): Promise<void> {
    return this.identity.transaction((tx) => this.sessions.update(tx, sessionId, { activeTenantId }));
  }
}

const toInfo = (row: SessionEntity, currentId: string): SessionInfo => ({
  id: row.id,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  userAgent: row.userAgent,
  network: row.network,
  current: row.id === currentId,
});
