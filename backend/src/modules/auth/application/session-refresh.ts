import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase, tenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { networkOf } from '../../../platform/http/network-of.js';
import { judgeRefresh } from '../domain/refresh-rotation.js';
import type { RefreshTokenEntity } from '../persistence/refresh-token.entity.js';
import type { SessionEntity } from '../persistence/session.entity.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import type { ClientInfo } from './client-info.js';
import { SessionEnding } from './session-ending.js';
import { SessionTokens, hashOfToken } from './session-tokens.js';

export interface RefreshedSession {
  session: SessionEntity;
  refreshToken: string;
}

@Injectable()
export class SessionRefresh {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokens,
    private readonly ending: SessionEnding,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `session_expired`, whatever the reason: the holder of a stolen token learns nothing. */
  async refresh(token: string, client: ClientInfo): Promise<RefreshedSession> {
    // The refusal is thrown behind the commit: an error inside would roll the end of the family back.
    const refreshed = await this.identity.transaction((tx) => this.exchange(tx, token, client));
    if (!refreshed) throw new AppError('session_expired');
    return refreshed;
  }

  private async exchange(
    tx: Transaction,
    token: string,
    client: ClientInfo,
  ): Promise<RefreshedSession | undefined> {
    const now = this.clock.now();
    const hash = hashOfToken(token);
    const found = await this.sessions.findToken(tx, hash);
    const session = found && (await this.sessions.lock(tx, found.sessionId));
    if (!session || session.revokedAt || session.expiresAt <= now) return undefined;
    // Read again under the lock: another tab may have exchanged it in between.
    const presented = await this.sessions.findToken(tx, hash);
    if (!presented) return undefined;
    const child = presented.usedAt ? await this.sessions.findChild(tx, presented.id) : null;
    switch (judgeRefresh({ ...presented, childUsed: child?.usedAt != null }, now)) {
      case 'rotate':
        return { session, refreshToken: await this.rotate(tx, session, presented, token, client) };
      case 'repeat':
        return child ? { session, refreshToken: this.tokens.successor(token, child.id) } : undefined;
      case 'reuse':
        await this.ending.endReused(tx, session.id, session.userId, tenantId(session.activeTenantId));
        return undefined;
      case 'expired':
        return undefined;
    }
  }

  private async rotate(
    tx: Transaction,
    session: SessionEntity,
    presented: RefreshTokenEntity,
    token: string,
    client: ClientInfo,
  ): Promise<string> {
    const now = this.clock.now();
    const next = this.tokens.next(session, now, presented, token);
    await this.sessions.markTokenUsed(tx, presented.id, now);
    await this.sessions.insertToken(tx, next.row);
    const { expiresAt } = next.row;
    await this.sessions.update(tx, session.id, {
      lastSeenAt: now,
      expiresAt,
      network: networkOf(client.address),
    });
    return next.token;
  }
}
