import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { openWith, sealWith } from './sealing.js';

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** Compares digests without telling by time where they differ. Unequal lengths are unequal, not an error. */
export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A key with a name that tells nothing of it. */
export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Keys for each purpose, all derived from the one application secret, so that no key serves two ends. */
@Injectable()
export class KeyRing {
  private readonly rings = new Map<string, readonly [NamedKey, ...NamedKey[]]>();

  constructor(private readonly config: AppConfig) {}

  key(purpose: string): Buffer {
    return this.ring(purpose)[0].key;
  }

  /** The present key of a purpose, and after it those of former application secrets that may still be read with. */
  ring(purpose: string): readonly [NamedKey, ...NamedKey[]] {
    const known = this.rings.get(purpose);
    if (known) return known;
    const { appSecret, previousAppSecrets } = this.config;
    const ring = [
      namedKey(appSecret, purpose),
      ...previousAppSecrets.map((old) => namedKey(old, purpose)),
    ] as const;
    this.rings.set(purpose, ring);
    return ring;
  }

  hmac(purpose: string, data: string | Uint8Array): Buffer {
    return createHmac('sha256', this.key(purpose)).update(data).digest();
  }

  /** The same under the keys of former application secrets, to recognise what was kept before a change. */
  formerHmacs(purpose: string, data: string | Uint8Array): Buffer[] {
    const [, ...former] = this.ring(purpose);
    return former.map(({ key }) => createHmac('sha256', key).update(data).digest());
  }

  /** `sealWith` under the present key of a purpose. */
  seal(purpose: string, plain: string, context: string): Buffer {
    return sealWith(this.key(purpose), plain, context);
  }

  /** @throws where the value was changed, moved or sealed under a secret that is not known any more. */
  open(purpose: string, sealed: Buffer, context: string): string {
    return this.openWithAny(purpose, sealed, context).plain.toString('utf8');
  }

  /**
   * The same value under the present key; undefined where it is sealed under that already.
   * @throws as `open` does.
   */
  sealAnew(purpose: string, sealed: Buffer, context: string): Buffer | undefined {
    const { plain, isPresent } = this.openWithAny(purpose, sealed, context);
    return isPresent ? undefined : sealWith(this.key(purpose), plain, context);
  }

  private openWithAny(
    purpose: string,
    sealed: Buffer,
    context: string,
  ): { plain: Buffer; isPresent: boolean } {
    const [present, ...former] = this.ring(purpose);
    try {
      return { plain: openWith(present.key, sealed, context), isPresent: true };
    } catch (error) {
      for (const { key } of former) {
        const plain = openedBy(key, sealed, context);
        if (plain) return { plain, isPresent: false };
      }
      throw error;
    }
  }
}

function namedKey(appSecret: string, purpose: string): NamedKey {
  const key = Buffer.from(hkdfSync('sha256', appSecret, 'orbisvoice', purpose, 32));
  return { id: createHmac('sha256', key).update('id').digest('hex').slice(0, 16), key };
}

function openedBy(key: Buffer, sealed: Buffer, context: string): Buffer | undefined {
  try {
    return openWith(key, sealed, context);
  } catch {
    return undefined;
  }
}
