import { Injectable } from '@nestjs/common';
import type { EndedSessions } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import {
  IdentityDatabase,
  tenantId,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import type { UserPrincipal } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { SessionVerifier } from './session-verifier.js';
import { hashOfToken } from './session-tokens.js';

/** All ways in which a session ends, each with its line in the log of the tenant where the person was working. */
@Injectable()
export class SessionEnding {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly verifier: SessionVerifier,
    private readonly audit: AuditLog,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** True where the person had this session and it was alive. */
  end(userId: string, sessionId: string, tenant: TenantId): Promise<boolean> {
    return this.identity.transaction(async (tx) => {
      const ended = await this.sessions.revoke(tx, sessionId, this.clock.now(), userId);
      if (!ended) return false;
      await this.record(tx, tenant, userId, sessionId, 'session.ended', 'done');
      this.verifier.forgetSession(sessionId);
      return true;
    });
  }

  /** Leaves the session that asks, and ends the person's others in every team. */
  endOthers({ userId, sessionId, tenantId: tenant }: UserPrincipal): Promise<EndedSessions> {
    return this.identity.transaction(async (tx) => {
      const count = await this.sessions.revokeOthersOf(tx, userId, sessionId, this.clock.now());
      if (count > 0) await this.record(tx, tenant, userId, sessionId, 'session.others_ended', 'done');
      this.verifier.forgetUser(userId);
      return { count };
    });
  }

  /** Signs out by the refresh token alone, for a browser whose access token has run out. */
  endByRefreshToken(refreshToken: string): Promise<void> {
    return this.identity.transaction(async (tx) => {
      const token = await this.sessions.findToken(tx, hashOfToken(refreshToken));
      const session = token && (await this.sessions.lock(tx, token.sessionId));
      if (!session || !(await this.sessions.revoke(tx, session.id, this.clock.now()))) return;
      await this.record(
        tx,
        tenantId(session.activeTenantId),
        session.userId,
        session.id,
        'session.ended',
        'done',
      );
      this.verifier.forgetSession(session.id);
    });
  }

  /** In the transaction that met the copied token, which commits although the request is refused. */
  async endReused(tx: Transaction, sessionId: string, userId: string, tenant: TenantId): Promise<void> {
    await this.sessions.revoke(tx, sessionId, this.clock.now());
    await this.record(tx, tenant, userId, sessionId, 'session.token_reused', 'refused');
    this.verifier.forgetSession(sessionId);
  }

  private async record(
    tx: Transaction,
    tenant: TenantId,
    userId: string,
    targetId: string,
    action: string,
    outcome: 'done' | 'refused',
  ): Promise<void> {
    await this.identity.enter(tx, tenant);
    const actor = { kind: 'user', id: userId } as const;
    await this.audit.record(tx, tenant, { actor, action, targetType: 'session', targetId, outcome });
  }
}
