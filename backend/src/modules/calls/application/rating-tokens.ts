import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { KeyRing } from '../../../platform/crypto/index.js';
import { tenantId, type TenantId } from '../../../platform/database/index.js';

/** Longer than any call, so that whoever called can still say what they think after a coffee. */
const LIFETIME = '24h';
const AUDIENCE = 'rating';
const PURPOSE = 'rating-token';

/** The right to rate one call, and nothing else. */
export interface RatingTicket {
  readonly tenantId: TenantId;
  readonly callId: string;
}

const Claims = z.object({ tenant: z.uuid().transform(tenantId), call: z.uuid() });

@Injectable()
export class RatingTokens {
  constructor(private readonly keys: KeyRing) {}

  issue({ tenantId: tenant, callId: call }: RatingTicket): Promise<string> {
    return new SignJWT({ tenant, call })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setExpirationTime(LIFETIME)
      .sign(this.keys.key(PURPOSE));
  }

  /** Undefined for anything that is not a valid, living token of ours. */
  async verify(token: string): Promise<RatingTicket | undefined> {
    const options = { audience: AUDIENCE, algorithms: ['HS256'] };
    // jose throws for every way in which a token can be wrong; none of them is told apart outside.
    const verified = await jwtVerify(token, this.keys.key(PURPOSE), options).catch(() => undefined);
    const claims = Claims.safeParse(verified?.payload);
    return claims.success ? { tenantId: claims.data.tenant, callId: claims.data.call } : undefined;
  }
}
