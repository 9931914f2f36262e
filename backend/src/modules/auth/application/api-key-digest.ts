import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/crypto/index.js';

const PURPOSE = 'api-key';

/** A key has 256 random bits, so one keyed hash is enough; the pepper keeps a copied database useless by itself. */
@Injectable()
export class ApiKeyDigest {
  constructor(private readonly keys: KeyRing) {}

  of(key: string): Buffer {
    return this.keys.hmac(PURPOSE, key);
  }

  /** As it was kept under former application secrets. */
  former(key: string): Buffer[] {
    return this.keys.formerHmacs(PURPOSE, key);
  }
}
