import { Injectable } from '@nestjs/common';
import { KeyRing, newId, randomToken, sha256 } from '../../../platform/crypto/index.js';
import type { RefreshTokenEntity } from '../persistence/refresh-token.entity.js';
import type { SessionEntity } from '../persistence/session.entity.js';

const DAY_MS = 24 * 60 * 60_000;
/** A session ends when it was not used for this long … */
export const SESSION_IDLE_MS = 14 * DAY_MS;
/** … and in any case when it is this old. */
const SESSION_MAX_MS = 90 * DAY_MS;

export const hashOfToken = (token: string): string => sha256(token).toString('hex');

export interface MintedToken {
  token: string;
  row: RefreshTokenEntity;
}

/** The opaque half of a session: 256 bits, of which the database keeps a hash. */
@Injectable()
export class SessionTokens {
  constructor(private readonly keys: KeyRing) {}

  first(session: SessionEntity, now: Date): MintedToken {
    return this.row(session, now, newId(now.getTime()), null, randomToken());
  }

  next(session: SessionEntity, now: Date, parent: RefreshTokenEntity, parentToken: string): MintedToken {
    const id = newId(now.getTime());
    return this.row(session, now, id, parent.id, this.successor(parentToken, id));
  }

  /**
   * The child of a token follows from it and the server's key, so that the same child can be told twice within the
   * grace although only its hash is stored.
   */
  successor(parentToken: string, childId: string): string {
    return this.keys.hmac('refresh-successor', `${childId}.${parentToken}`).toString('base64url');
  }

  expiry(createdAt: Date, now: Date): Date {
    return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, createdAt.getTime() + SESSION_MAX_MS));
  }

  private row(
    session: SessionEntity,
    now: Date,
    id: string,
    parentId: string | null,
    token: string,
  ): MintedToken {
    const expiresAt = this.expiry(session.createdAt, now);
    return {
      token,
      row: { id, sessionId: session.id, parentId, tokenHash: hashOfToken(token), expiresAt, usedAt: null },
    };
  }
}
