import { Injectable } from '@nestjs/common';
import { BillingMessage, PayoutMessage, ReferralMessage, type MessageReceipt } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';
import { idFrom } from '../domain/digest.js';
import type { Fact } from '../domain/fact.js';
import { factOfBillingMessage, factOfPayoutMessage, factOfReferralMessage } from '../domain/message-facts.js';
import { STRIPE } from '../domain/stripe-event.js';
import { Inbox, IGNORED } from './inbox.service.js';
import { PayoutsService } from './payouts.service.js';
import type { Received } from './senders.js';
import { StripeInbox } from './stripe-inbox.service.js';

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: Issue[] } };
}
interface Issue {
  path: PropertyKey[];
  message: string;
}

/** What verified messages of senders mean. All of it is committed when the promise resolves. */
@Injectable()
export class Receivers {
  constructor(
    private readonly inbox: Inbox,
    private readonly stripe: StripeInbox,
    private readonly payouts: PayoutsService,
  ) {}

  billing(received: Received): Promise<MessageReceipt> {
    const { source } = received.key;
    if (source === STRIPE) return this.stripe.receive(received);
    const types = BillingMessage.options.map(({ shape }) => shape.type.value);
    return this.each(received, BillingMessage, types, (message) => factOfBillingMessage(message, source));
  }

  referrals(received: Received): Promise<MessageReceipt> {
    const types = ReferralMessage.options.map(({ shape }) => shape.type.value);
    return this.each(received, ReferralMessage, types, (message) =>
      factOfReferralMessage(message, received.key.source),
    );
  }

  async payout(received: Received): Promise<MessageReceipt> {
    const types = PayoutMessage.options.map(({ shape }) => shape.type.value);
    const message = read(PayoutMessage, received.body, types);
    if (message?.type === 'payout.requested') return this.request(received, message.data);
    return this.inbox.take(received, message ? factOfPayoutMessage(message) : IGNORED.type);
  }

  private each<T>(
    received: Received,
    schema: Schema<T>,
    types: readonly string[],
    toFact: (message: T) => Fact,
  ): Promise<MessageReceipt> {
    const message = read(schema, received.body, types);
    return this.inbox.take(received, message === undefined ? IGNORED.type : toFact(message));
  }

  /**
   * Asks on behalf of the partner. The request has a transaction of its own, and one open payout for each currency is all
   * that there can be, so a message that comes again after a crash in between finds that payout and changes nothing.
   */
  private async request(
    received: Received,
    { partnerId, currency }: { partnerId: string; currency: string },
  ): Promise<MessageReceipt> {
    const known = await this.inbox.known(received);
    if (known) return known;
    try {
      await this.payouts.request(partnerId, currency, idFrom(`payouts:${received.key.source}`));
      return await this.inbox.take(received, 'accepted');
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== 'unprocessable' && error.code !== 'not_found'))
        throw error;
      return this.inbox.take(received, `ignored:${error.details?.[0]?.path ?? error.code}`);
    }
  }
}

/** Undefined for types that are not ours to know. @throws AppError `bad_request` for a known type in another form. */
function read<T>(schema: Schema<T>, body: unknown, types: readonly string[]): T | undefined {
  const { type } = (typeof body === 'object' && body !== null ? body : {}) as { type?: unknown };
  if (typeof type === 'string' && !types.includes(type)) return undefined;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_request', {
    details: parsed.error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  });
}
