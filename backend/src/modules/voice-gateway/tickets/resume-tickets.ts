import { Injectable } from '@nestjs/common';
import { PromptVariables } from '@orbisvoice/contracts';
import { z } from 'zod';
import { KeyRing, randomToken, sha256 } from '../../../platform/crypto/index.js';
import { tenantId, type TenantId } from '../../../platform/database/index.js';
import { CallCredential } from './call-credential.js';

const PURPOSE = 'call-resumption';
const Secret = z
  .string()
  .regex(/^[0-9a-f]{32}\.[\w-]{43}$/)
  .transform((text) => text.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
  .pipe(z.uuid());

/**
 * What a gateway leaves to the next one. The handle is the provider's, where its session was closed in good order, and
 * `recall` how much its model knew, in tokens; `brokeOff` where the agent was in mid-reply; the trace is what the call
 * follows from, so that all of its parts are found together; with the credential the call ends.
 */
const LeftBehind = z.object({
  variables: PromptVariables,
  echoCancellation: z.boolean().optional(),
  handle: z.string().optional(),
  recall: z.object({ atFirst: z.int().min(0), known: z.int().min(0) }).optional(),
  brokeOff: z.boolean().optional(),
  trace: z.string().optional(),
  credential: CallCredential.optional(),
});
export type LeftBehind = z.infer<typeof LeftBehind>;

export interface ResumeSecret {
  readonly secret: string;
  readonly hash: Buffer;
}

/** The visitor's right to come back to one call, and what is kept for that, encrypted. */
@Injectable()
export class ResumeTickets {
  constructor(private readonly keys: KeyRing) {}

  /** Names the tenant, because the call has to be looked for somewhere; it is no part of what proves anything. */
  issue(tenant: TenantId): ResumeSecret {
    const secret = `${tenant.replaceAll('-', '')}.${randomToken()}`;
    return { secret, hash: sha256(secret) };
  }

  /** Undefined for what was never a secret of ours. */
  read(secret: string): { tenantId: TenantId; hash: Buffer } | undefined {
    const parsed = Secret.safeParse(secret);
    return parsed.success ? { tenantId: tenantId(parsed.data), hash: sha256(secret) } : undefined;
  }

  seal(callId: string, left: LeftBehind): Buffer {
    return this.keys.seal(PURPOSE, JSON.stringify(left), callId);
  }

  open(callId: string, sealed: Buffer): LeftBehind {
    return LeftBehind.parse(JSON.parse(this.keys.open(PURPOSE, sealed, callId)));
  }
}
