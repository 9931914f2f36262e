import { Injectable } from '@nestjs/common';
import { KeyRing } from '../crypto/key-ring.js';
import type { TenantId } from '../database/tenant-id.js';
import type { CallerIdentity } from './caller-identity.js';

const PURPOSE = 'caller-mark';

/** What stands for a caller where the name itself must not: an HMAC under a key of the server, another in each tenant. */
@Injectable()
export class CallerMarks {
  constructor(private readonly keys: KeyRing) {}

  /** Also those under former application secrets: what was marked before a change is found after it. */
  all(tenantId: TenantId, { kind, value }: CallerIdentity): Buffer[] {
    return this.allOf([tenantId, kind, value]);
  }

  /** Of one call, under the present application secret: what lacks it was never looked at, or before a change. */
  ofCall(tenantId: TenantId, callId: string): Buffer {
    return this.keys.hmac(PURPOSE, JSON.stringify(wordsOfCall(tenantId, callId)));
  }

  /** For the erasure of one call by hand, so that no restored backup brings it back, one of before a change neither. */
  allOfCall(tenantId: TenantId, callId: string): Buffer[] {
    return this.allOf(wordsOfCall(tenantId, callId));
  }

  private allOf(words: readonly string[]): Buffer[] {
    const text = JSON.stringify(words);
    return [this.keys.hmac(PURPOSE, text), ...this.keys.formerHmacs(PURPOSE, text)];
  }
}

const wordsOfCall = (tenantId: TenantId, callId: string): readonly string[] => [tenantId, 'call', callId];
