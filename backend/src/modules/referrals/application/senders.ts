import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../../platform/clock/clock.js';
import {
  isStripeSigned,
  sha256,
  standardWebhookId,
  type SignedMessage,
} from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';
import { STRIPE, StripeEvent } from '../domain/stripe-event.js';
import type { MessageKey } from '../persistence/messages.repository.js';

export type Receiver = 'billing' | 'payouts' | 'referrals';

/** What a known sender really sent. */
export interface Received {
  readonly key: MessageKey;
  readonly body: unknown;
}

/** Tells messages of configured senders from everything else that is posted to a public address. */
@Injectable()
export class Senders {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `not_found` for a source that nobody configured, `unauthenticated` where the signature is not theirs. */
  verify(receiver: Receiver, source: string, message: SignedMessage): Received {
    const secrets = this.config.webhookSecrets
      .filter((one) => one.receiver === receiver && one.source === source)
      .map(({ secret }) => secret);
    if (secrets.length === 0) throw new AppError('not_found');
    const id = this.idOf(receiver === 'billing' && source === STRIPE, message, secrets);
    if (id === undefined)
      throw new AppError('unauthenticated', { message: 'The signature is missing, wrong or too old.' });
    const key = { receiver, source, id, digest: sha256(message.body) };
    return { key, body: jsonOf(message.body) };
  }

  private idOf(stripe: boolean, message: SignedMessage, secrets: readonly string[]): string | undefined {
    const now = this.clock.now();
    if (!stripe) return standardWebhookId(message, secrets, now);
    // Stripe signs no id beside the body, so the event's own one stands in for it.
    return isStripeSigned(message, secrets, now)
      ? StripeEvent.safeParse(jsonOf(message.body)).data?.id
      : undefined;
  }
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    throw new AppError('bad_request', { cause });
  }
}
