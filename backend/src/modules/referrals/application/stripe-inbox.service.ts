import { Injectable } from '@nestjs/common';
import type { MessageReceipt } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { sha256 } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { canonicalJson } from '../domain/digest.js';
import type { Fact } from '../domain/fact.js';
import { readStripeEvent, STRIPE, StripeEvent, type StripeReading } from '../domain/stripe-event.js';
import { MessagesRepository, type PaymentNote } from '../persistence/messages.repository.js';
import { FactIntake } from './fact-intake.js';
import { Inbox, sourceOf, type Outcome } from './inbox.service.js';
import type { Received } from './senders.js';

/**
 * Events of Stripe. Its refunds and disputes name a payment and no invoice, and may come before the invoice does: what is
 * said about a payment is noted, and becomes facts as soon as somebody says which invoice it paid.
 */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly inbox: Inbox,
    private readonly messages: MessagesRepository,
    private readonly intake: FactIntake,
    private readonly clock: Clock,
  ) {}

  receive(received: Received): Promise<MessageReceipt> {
    const reading = read(received.body);
    return this.inbox.once(received, async (tx) => {
      if (reading.ignored !== undefined) return `ignored:${reading.ignored}`;
      const source = sourceOf(received);
      const noted = await this.ofPayments(tx, reading);
      return this.takeAll(tx, [...(reading.facts ?? []), ...noted], source);
    });
  }

  private async takeAll(tx: Transaction, facts: readonly Fact[], source: string): Promise<Outcome> {
    if (facts.length === 0) return 'accepted';
    const outcomes: Outcome[] = [];
    for (const fact of facts) outcomes.push(await this.intake.take(tx, fact, source));
    return (
      outcomes.find((one) => one === 'conflict') ?? outcomes.find((one) => one === 'accepted') ?? 'known'
    );
  }

  /** The facts that are complete now, with those that waited for this. */
  private async ofPayments(tx: Transaction, { invoiceOf, byPayment }: StripeReading): Promise<Fact[]> {
    const notes = [
      ...(invoiceOf?.payments.map((payment) => noteOf(payment, 'invoice', invoiceOf.invoiceId)) ?? []),
      ...(byPayment?.payments.map((payment) => noteOf(payment, 'fact', byPayment.fact)) ?? []),
    ];
    if (notes.length === 0) return [];
    const known = await this.messages.note(tx, STRIPE, notes, this.clock.now());
    const invoices = [
      ...new Set(known.flatMap(({ kind, body }) => (kind === 'invoice' ? [String(body)] : []))),
    ];
    const [invoiceId] = invoices;
    // Which of several invoices a refund gives back is not ours to guess; their credit notes will tell.
    if (invoiceId === undefined || invoices.length > 1) return [];
    const waiting = new Map(
      known.flatMap(({ kind, body }) => (kind === 'fact' ? [[canonicalJson(body), body]] : [])),
    );
    return [...waiting.values()].map((body) => ({ ...(body as Fact), invoiceId }) as Fact);
  }
}

function noteOf(payment: string, kind: PaymentNote['kind'], body: unknown): PaymentNote {
  return { payment, kind, body, digest: sha256(canonicalJson(body)) };
}

function read(body: unknown): StripeReading {
  try {
    return readStripeEvent(StripeEvent.parse(body));
  } catch (cause) {
    throw new AppError('bad_request', {
      message: 'This is not an event in the form that Stripe documents.',
      cause,
    });
  }
}
