import { Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import { tenantId, type TenantId } from '../../../platform/database/index.js';

export const ACCESS_TOKEN_SECONDS = 600;
const ISSUER = 'orbisvoice';
const AUDIENCE = 'dashboard';
const ALGORITHM = 'HS256';

export interface AccessClaims {
  userId: string;
  sessionId: string;
  tenantId: TenantId;
}

/** The short-lived half of a session. It says who asks; whether the session still lives is checked besides. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  issue(claims: AccessClaims): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ sid: claims.sessionId, tid: claims.tenantId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(claims.userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(this.keys.key('access-token'));
  }

  async read(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.keys.key('access-token'), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: this.clock.now(),
      });
      const { sub, sid, tid } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof tid !== 'string') return undefined;
      return { userId: sub, sessionId: sid, tenantId: tenantId(tid) };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
