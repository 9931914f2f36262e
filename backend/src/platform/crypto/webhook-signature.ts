import { createHmac, randomBytes } from 'node:crypto';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** The key of a Standard Webhooks secret (`whsec_` and 24 to 64 bytes in base64); undefined where it is none. */
export function webhookKey(secret: string): Buffer | undefined {
  const key = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  return key.length >= MIN_BYTES && key.length <= MAX_BYTES ? key : undefined;
}

/**
 * The three headers of Standard Webhooks. `id` is the same for every attempt at one message. Several keys, while one
 * takes the place of another, sign side by side.
 */
export function webhookHeaders(
  keys: Buffer | readonly Buffer[],
  id: string,
  at: Date,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = [keys].flat().map((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
