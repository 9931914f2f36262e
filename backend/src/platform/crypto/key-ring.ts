import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { openWith, sealWith } from './sealing.js';

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** Compares digests without telling by time where they differ. Unequal lengths are unequal, not an error. */
export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Keys for each purpose, all derived from the one application secret, so that no key serves two ends. */
@Injectable()
export class KeyRing {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly config: AppConfig) {}

  key(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.config.appSecret, 'orbisvoice', purpose, 32));
    this.keys.set(purpose, key);
    return key;
  }

  hmac(purpose: string, data: string | Uint8Array): Buffer {
    return createHmac('sha256', this.key(purpose)).update(data).digest();
  }

  /** `sealWith` under the key of a purpose. */
  seal(purpose: string, plain: string, context: string): Buffer {
    return sealWith(this.key(purpose), plain, context);
  }

  /** @throws where the value was changed, moved or sealed under another secret. */
  open(purpose: string, sealed: Buffer, context: string): string {
    return openWith(this.key(purpose), sealed, context).toString('utf8');
  }
}
