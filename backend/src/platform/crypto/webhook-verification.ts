import { createHmac } from 'node:crypto';
import { sameDigest } from './key-ring.js';
import { webhookKey } from './webhook-signature.js';

/** Both ways: a message may be late, and the sender's clock may be ahead. */
const TOLERANCE_SECONDS = 300;
const MAX_SIGNATURES = 20;
const SECONDS = /^\d{1,12}$/;

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** The id of a message that one of the secrets signed a short while ago, as Standard Webhooks say; else undefined. */
export function standardWebhookId(
  { headers, body }: SignedMessage,
  secrets: readonly string[],
  now: Date,
): string | undefined {
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    one(headers[name]),
  );
  if (!id || id.length > 200 || !time || !signatures || !isFresh(time, now)) return undefined;
  const given = signatures
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .flatMap((entry) => (entry.startsWith('v1,') ? exactBytes(entry.slice(3)) : []));
  const keys = secrets.flatMap((secret) => webhookKey(secret) ?? []);
  return signedByAny(given, keys, `${id}.${time}.`, body) ? id : undefined;
}

/** True where one of the secrets signed the message a short while ago in the way of Stripe's `Stripe-Signature`. */
export function isStripeSigned(
  { headers, body }: SignedMessage,
  secrets: readonly string[],
  now: Date,
): boolean {
  const parts = (one(headers['stripe-signature']) ?? '').split(',').slice(0, MAX_SIGNATURES);
  const valuesOf = (name: string) =>
    parts.flatMap((part) => (part.trim().startsWith(`${name}=`) ? [part.trim().slice(name.length + 1)] : []));
  const [time] = valuesOf('t');
  if (!time || !isFresh(time, now)) return false;
  const given = valuesOf('v1').map((hex) => Buffer.from(hex, 'hex'));
  return signedByAny(given, secrets, `${time}.`, body);
}

/** Node reads base64 generously; two texts must not pass for one signature. */
function exactBytes(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? [bytes] : [];
}

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const isFresh = (time: string, now: Date): boolean =>
  SECONDS.test(time) && Math.abs(now.getTime() / 1_000 - Number(time)) <= TOLERANCE_SECONDS;

function signedByAny(
  given: readonly Uint8Array[],
  keys: readonly (string | Uint8Array)[],
  prefix: string,
  body: Uint8Array,
): boolean {
  const right = keys.map((key) => createHmac('sha256', key).update(prefix).update(body).digest());
  return right.some((digest) => given.some((signature) => sameDigest(digest, signature)));
}
