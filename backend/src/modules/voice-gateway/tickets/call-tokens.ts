import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { KeyRing } from '../../../platform/crypto/index.js';
import { tenantId, type TenantId } from '../../../platform/database/index.js';
import type { Credential } from '../../auth/index.js';
import { CallCredential } from './call-credential.js';

export const TOKEN_SECONDS = 60;
const AUDIENCE = 'voice';
const PURPOSE = 'call-token';

/** The right to open one call. */
export interface CallTicket {
  readonly tenantId: TenantId;
  readonly agentId: string;
  readonly callId: string;
  /** The page that asked for it; the socket has to come from the same one. */
  readonly origin: string | undefined;
  /** Given to the agent's own team, which may call drafts. */
  readonly draft: boolean;
  /** The version that its page was shown; null for a draft. */
  readonly version: number | null;
  /** Calls at once of the key that asked for it; null where no key has a number of its own. */
  readonly keyLimit: number | null;
  /** What it was asked with; the call ends with it. Undefined for pages that need no credential. */
  readonly credential: Credential | undefined;
  /** The `traceparent` of the request that asked for it. */
  readonly trace: string | undefined;
}

const Claims = z.object({
  tenant: z.uuid().transform(tenantId),
  agent: z.uuid(),
  call: z.uuid(),
  origin: z.string().optional(),
  draft: z.boolean().default(false),
  version: z.int().nullable().default(null),
  keyLimit: z.int().nullable().default(null),
  credential: CallCredential.optional(),
  trace: z.string().optional(),
});

/**
 * Call tokens: short-lived, for one call. That a token is used once is the call row's doing (it can be claimed once),
 * so no list of used tokens exists.
 */
@Injectable()
export class CallTokens {
  constructor(private readonly keys: KeyRing) {}

  issue(ticket: CallTicket): Promise<string> {
    const { tenantId: tenant, agentId: agent, callId: call, ...rest } = ticket;
    return new SignJWT({ tenant, agent, call, ...rest })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(this.keys.key(PURPOSE));
  }

  /** Undefined for anything that is not a valid, living token of ours. */
  async verify(token: string): Promise<CallTicket | undefined> {
    try {
      const options = { audience: AUDIENCE, algorithms: ['HS256'] };
      const { payload } = await jwtVerify(token, this.keys.key(PURPOSE), options);
      const claims = Claims.safeParse(payload);
      if (!claims.success) return undefined;
      const { tenant, agent, call, ...rest } = claims.data;
      return {
        tenantId: tenant,
        agentId: agent,
        callId: call,
        ...rest,
        origin: rest.origin,
        trace: rest.trace,
        credential: rest.credential,
      };
    } catch {
      // jose throws for every way in which a token can be wrong; none of them is told apart outside.
      return undefined;
    }
  }
}
