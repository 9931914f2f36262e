import { Injectable } from '@nestjs/common';
import { KeyRing } from '../crypto/key-ring.js';
import type { TenantId } from '../database/tenant-id.js';
import type { CallerIdentity } from './caller-identity.js';

const PURPOSE = 'caller-mark';

/** What stands for a caller where the name itself must not: an HMAC under a key of the server, another in each tenant. */
@Injectable()
export class CallerMarks {
  constructor(private readonly keys: KeyRing) {}

  of(tenantId: TenantId, identity: CallerIdentity): Buffer {
    return this.keys.hmac(PURPOSE, wordsOf(tenantId, identity));
  }

  /** Also those under former application secrets: what was marked before a change is found after it. */
  all(tenantId: TenantId, identity: CallerIdentity): Buffer[] {
    const words = wordsOf(tenantId, identity);
    return [this.keys.hmac(PURPOSE, words), ...this.keys.formerHmacs(PURPOSE, words)];
  }

  /** For the erasure of one call by hand, so that a restored backup does not bring it back. */
  ofCall(tenantId: TenantId, callId: string): Buffer {
    return this.keys.hmac(PURPOSE, JSON.stringify([tenantId, 'call', callId]));
  }
}

const wordsOf = (tenantId: TenantId, { kind, value }: CallerIdentity): string =>
  JSON.stringify([tenantId, kind, value]);
