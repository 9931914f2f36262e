import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ApiKeyKind } from '@orbisvoice/contracts';
import { toBase62 } from './base62.js';

const MARK_OF_KIND = { publishable: 'pk', secret: 'sk', restricted: 'rk' } as const satisfies Record<
  ApiKeyKind,
  string
>;
const KIND_OF_MARK: Record<string, ApiKeyKind> = { pk: 'publishable', sk: 'secret', rk: 'restricted' };
const LOOKUP_LENGTH = 8;
const SECRET_BYTES = 32;
/** 62^43 is the first power of 62 above 2^256. */
const SECRET_LENGTH = 43;
const CHECK_LENGTH = 6;
const SHAPE = new RegExp(
  `^ov_(pk|sk|rk)_live_([0-9A-Za-z]{${LOOKUP_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECK_LENGTH}}$`,
);

export interface ParsedApiKey {
  kind: ApiKeyKind;
  /** Public part by which the stored row is found; says nothing about the secret. */
  lookupId: string;
}

export interface GeneratedApiKey extends ParsedApiKey {
  key: string;
  /** What a list may show: enough for the holder to recognise the key. */
  prefix: string;
}

const checkOf = (body: string): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return toBase62(sum, CHECK_LENGTH);
};

/** `ov_sk_live_<id 8>_<secret 43><check 6>`: prefix for secret scanners, check characters against typing errors. */
export function generateApiKey(
  kind: ApiKeyKind,
  random: (size: number) => Uint8Array = randomBytes,
): GeneratedApiKey {
  // Six bytes make at most 9 characters; the low 8 are kept, a bias too small to matter in a name.
  const lookupId = toBase62(random(6), LOOKUP_LENGTH).slice(-LOOKUP_LENGTH);
  const prefix = `ov_${MARK_OF_KIND[kind]}_live_${lookupId}`;
  const body = `${prefix}_${toBase62(random(SECRET_BYTES), SECRET_LENGTH)}`;
  return { key: body + checkOf(body), kind, lookupId, prefix };
}

/** Undefined for anything that was never issued by us: the check characters are tested before any database is asked. */
export function parseApiKey(key: string): ParsedApiKey | undefined {
  const match = SHAPE.exec(key);
  if (!match) return undefined;
  const body = key.slice(0, -CHECK_LENGTH);
  const kind = KIND_OF_MARK[match[1] ?? ''];
  const lookupId = match[2];
  if (!kind || !lookupId || checkOf(body) !== key.slice(-CHECK_LENGTH)) return undefined;
  return { kind, lookupId };
}
