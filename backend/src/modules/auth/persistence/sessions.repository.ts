import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

/** More signed-in browsers than anybody has; a bound on the answer, not on the person. */
const MAX_LISTED = 100;

@Injectable()
export class SessionsRepository {
  async insert(tx: EntityManager, session: SessionEntity): Promise<void> {
    await tx.insert(SessionEntity, session);
  }

  findLive(tx: EntityManager, id: string, now: Date): Promise<SessionEntity | null> {
    return tx.findOneBy(SessionEntity, { id, revokedAt: IsNull(), expiresAt: MoreThan(now) });
  }

  /** Holds the row, and with it the whole family of tokens, until the end of the transaction. */
  lock(tx: EntityManager, id: string): Promise<SessionEntity | null> {
    return tx.findOne(SessionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  listLive(tx: EntityManager, userId: string, now: Date): Promise<SessionEntity[]> {
    return tx.find(SessionEntity, {
      where: { userId, revokedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { lastSeenAt: 'DESC' },
      take: MAX_LISTED,
    });
  }

  async update(
    tx: EntityManager,
    id: string,
    change: Partial<Pick<SessionEntity, 'activeTenantId' | 'lastSeenAt' | 'expiresAt' | 'network'>>,
  ): Promise<void> {
    await tx.update(SessionEntity, { id }, change);
  }

  /** True where it was alive and is not any more. With `userId` only that person's session is ended. */
  async revoke(tx: EntityManager, id: string, at: Date, userId?: string): Promise<boolean> {
    const { affected } = await tx.update(
      SessionEntity,
      { id, revokedAt: IsNull(), ...(userId && { userId }) },
      { revokedAt: at },
    );
    return affected === 1;
  }

  async revokeAllOf(tx: EntityManager, userId: string, at: Date): Promise<void> {
    await tx.update(SessionEntity, { userId, revokedAt: IsNull() }, { revokedAt: at });
  }

  /** How many were alive and are not any more. */
  async revokeOthersOf(tx: EntityManager, userId: string, keptId: string, at: Date): Promise<number> {
    const { affected } = await tx.update(
      SessionEntity,
      { userId, id: Not(keptId), revokedAt: IsNull(), expiresAt: MoreThan(at) },
      { revokedAt: at },
    );
    return affected ?? 0;
  }

  /** Their refresh tokens go with them. */
  async removeEndedBefore(tx: EntityManager, time: Date): Promise<void> {
    await tx.delete(SessionEntity, { expiresAt: LessThan(time) });
    await tx.delete(SessionEntity, { revokedAt: LessThan(time) });
  }

  async insertToken(tx: EntityManager, token: RefreshTokenEntity): Promise<void> {
    await tx.insert(RefreshTokenEntity, token);
  }

  findToken(tx: EntityManager, tokenHash: string): Promise<RefreshTokenEntity | null> {
    return tx.findOneBy(RefreshTokenEntity, { tokenHash });
  }

  findChild(tx: EntityManager, parentId: string): Promise<RefreshTokenEntity | null> {
    return tx.findOneBy(RefreshTokenEntity, { parentId });
  }

  async markTokenUsed(tx: EntityManager, id: string, at: Date): Promise<void> {
    await tx.update(RefreshTokenEntity, { id }, { usedAt: at });
  }
}
