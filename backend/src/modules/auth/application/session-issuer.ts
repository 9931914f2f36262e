import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { IdentityDatabase, tenantId, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog, TenantsFacade } from '../../tenants/index.js';
import { networkOf } from '../../../platform/http/network-of.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { AccessTokens, type AccessClaims } from './access-tokens.js';
import type { ClientInfo } from './client-info.js';
import { SessionTokens } from './session-tokens.js';

export interface IssuedSession extends AccessClaims {
  accessToken: string;
  refreshToken: string;
}

const MAX_USER_AGENT = 200;

/** Signs somebody in who has proved to be that person. */
@Injectable()
export class SessionIssuer {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokens,
    private readonly accessTokens: AccessTokens,
    private readonly audit: AuditLog,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  async start(userId: string, tenant: TenantId, client: ClientInfo): Promise<IssuedSession> {
    const now = this.clock.now();
    const session = {
      id: newId(now.getTime()),
      userId,
      activeTenantId: tenant,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: this.tokens.expiry(now, now),
      revokedAt: null,
      userAgent: client.userAgent.slice(0, MAX_USER_AGENT),
      network: networkOf(client.address),
    };
    const { token, row } = this.tokens.first(session, now);
    await this.identity.transaction(async (tx) => {
      await this.sessions.insert(tx, session);
      await this.sessions.insertToken(tx, row);
      await this.identity.enter(tx, tenant);
      const fact = { action: 'session.started', targetType: 'session', targetId: session.id };
      await this.audit.record(tx, tenant, { actor: { kind: 'user', id: userId }, ...fact });
    });
    const claims = { userId, sessionId: session.id, tenantId: tenant };
    return { ...claims, accessToken: await this.accessTokens.issue(claims), refreshToken: token };
  }
}

/** Where a person goes on working: the wished tenant if they still belong to it, else the first that they belong to. */
export async function workplaceOf(
  tenants: TenantsFacade,
  userId: string,
  wished?: string,
): Promise<TenantId> {
  const memberships = await tenants.membershipsOf(userId);
  const chosen = memberships.find((membership) => membership.tenantId === wished) ?? memberships[0];
  if (!chosen) throw new AppError('forbidden', { message: 'You do not belong to any team any more.' });
  return tenantId(chosen.tenantId);
}
