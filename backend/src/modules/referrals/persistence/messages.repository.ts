import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { takeTurns } from './locks.js';

/** One message of a sender, by the sender's own id and by what stands in it. */
export interface MessageKey {
  receiver: string;
  source: string;
  id: string;
  digest: Buffer;
}

export interface PaymentNote {
  payment: string;
  kind: 'invoice' | 'fact';
  body: unknown;
  digest: Buffer;
}

/** Messages from outside, each once, with what became of it; and what they say about payments before an invoice is known. */
@Injectable()
export class MessagesRepository {
  /** What became of the message, where it was here before. Copies of one message wait here for the first. */
  async outcome(tx: EntityManager, key: MessageKey): Promise<string | undefined> {
    await takeTurns(tx, [`message:${key.receiver}:${key.source}:${key.id}`]);
    const [row] = await tx.query<{ outcome: string }[]>(
      `select outcome from referral_messages where receiver = $1 and source = $2 and message_id = $3 and digest = $4`,
      [key.receiver, key.source, key.id, key.digest],
    );
    return row?.outcome;
  }

  async insert(tx: EntityManager, key: MessageKey, type: string, at: Date, outcome: string): Promise<void> {
    await tx.query(
      `insert into referral_messages (receiver, source, message_id, digest, type, received_at, outcome)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [key.receiver, key.source, key.id, key.digest, type, at, outcome],
    );
  }

  /** Adds notes and gives all that is noted about these payments. */
  async note(
    tx: EntityManager,
    source: string,
    notes: readonly PaymentNote[],
    at: Date,
  ): Promise<Pick<PaymentNote, 'kind' | 'body'>[]> {
    const payments = notes.map(({ payment }) => payment);
    await takeTurns(
      tx,
      payments.map((payment) => `payment:${source}:${payment}`),
    );
    for (const { payment, kind, body, digest } of notes)
      await tx.query(
        `insert into referral_payment_notes (source, payment, kind, body, digest, noted_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [source, payment, kind, JSON.stringify(body), digest, at],
      );
    return tx.query(
      'select kind, body from referral_payment_notes where source = $1 and payment = any($2) order by kind, digest',
      [source, payments],
    );
  }
}
