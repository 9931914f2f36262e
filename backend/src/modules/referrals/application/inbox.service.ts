import { Injectable } from '@nestjs/common';
import type { MessageReceipt } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import type { Fact } from '../domain/fact.js';
import { MessagesRepository } from '../persistence/messages.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { FactIntake } from './fact-intake.js';
import type { Received } from './senders.js';

/** `accepted`, `known`, `conflict`, or why nothing followed. */
export type Outcome = 'accepted' | 'known' | 'conflict' | `ignored:${string}`;

export const IGNORED = { type: 'ignored:type' } as const satisfies Record<string, Outcome>;

/**
 * Each message once: its row and all that follows from it commit together, so an answer of success means that it is kept
 * for good, and a failure that nothing of it is.
 */
@Injectable()
export class Inbox {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly messages: MessagesRepository,
    private readonly intake: FactIntake,
    private readonly clock: Clock,
  ) {}

  /** @param what the fact that a message states, or what became of it otherwise. */
  take(received: Received, what: Fact | Outcome): Promise<MessageReceipt> {
    return this.once(received, (tx) =>
      typeof what === 'string' ? Promise.resolve(what) : this.intake.take(tx, what, sourceOf(received)),
    );
  }

  once(received: Received, work: (tx: Transaction) => Promise<Outcome>): Promise<MessageReceipt> {
    return this.programme.office(async (tx) => {
      if ((await this.messages.outcome(tx, received.key)) !== undefined) return receiptOf('known');
      const outcome = await work(tx);
      await this.messages.insert(tx, received.key, typeOf(received.body), this.clock.now(), outcome);
      return receiptOf(outcome);
    });
  }

  async known({ key }: Received): Promise<MessageReceipt | undefined> {
    const outcome = await this.programme.office((tx) => this.messages.outcome(tx, key));
    return outcome === undefined ? undefined : receiptOf('known');
  }
}

export const sourceOf = ({ key }: Received): string => `${key.receiver}:${key.source}`;

function receiptOf(outcome: Outcome): MessageReceipt {
  if (outcome === 'accepted' || outcome === 'known' || outcome === 'conflict')
    return { outcome, reason: null };
  return { outcome: 'ignored', reason: outcome.slice('ignored:'.length) };
}

function typeOf(body: unknown): string {
  const { type } = (typeof body === 'object' && body !== null ? body : {}) as { type?: unknown };
  return typeof type === 'string' ? type.slice(0, 200) : 'unknown';
}
