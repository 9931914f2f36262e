import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';

const NONCE_BYTES = 12;
/** Always given explicitly: without it Node 20 accepts shortened tags, which makes forging feasible. */
const TAG_BYTES = 16;
const FORMAT = 1;

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

  /**
   * Encrypts with AES-256-GCM. `context` names the place where the value is stored (table, row, field); a value moved
   * elsewhere does not open.
   */
  seal(purpose: string, plain: string, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
  }

  /** @throws where the value was changed, moved or sealed under another secret. */
  open(purpose: string, sealed: Buffer, context: string): string {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT)
      throw new Error('sealed value is malformed');
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
    const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}
