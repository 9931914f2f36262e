import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing, randomToken, sameDigest } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';

/** What is agreed to: these arguments of this tool in this call, and nothing else. */
export interface Confirmable {
  tenantId: TenantId;
  agentId: string;
  callId: string | null;
  argsDigest: Buffer;
}

const PURPOSE = 'tool-confirmation';
const LIFE_MS = 300_000;
const SHAPE = /^(\d{1,16})\.([\w-]{16})\.([\w-]{43})$/;

/** Tokens of the confirmation gate: signed, not stored. The ledger sees to it that each has one effect. */
@Injectable()
export class ConfirmationTokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  issue(what: Confirmable): string {
    const until = String(this.clock.now().getTime() + LIFE_MS);
    const id = randomToken(12);
    return `${until}.${id}.${this.sign(what, until, id).toString('base64url')}`;
  }

  /** The token's own id; undefined where it is not ours, is too old or was given for something else. */
  verify(what: Confirmable, token: unknown): string | undefined {
    const [, until = '', id = '', signature = ''] = (typeof token === 'string' && SHAPE.exec(token)) || [];
    if (id === '' || Number(until) < this.clock.now().getTime()) return undefined;
    const given = Buffer.from(signature, 'base64url');
    return sameDigest(given, this.sign(what, until, id)) ? id : undefined;
  }

  private sign({ tenantId, agentId, callId, argsDigest }: Confirmable, until: string, id: string): Buffer {
    const parts = [tenantId, agentId, callId, argsDigest.toString('hex'), until, id];
    return this.keys.hmac(PURPOSE, JSON.stringify(parts));
  }
}
