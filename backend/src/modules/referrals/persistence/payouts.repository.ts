import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isLive, type Payout, type PayoutState } from '../domain/payout.js';
import type { AccountKey } from './ledger.repository.js';

export interface PayoutRecord extends AccountKey {
  id: string;
  amountMinor: number;
  state: PayoutState;
  requestedBy: string;
  reference: string | null;
  reservedAt: Date;
  paidAt: Date | null;
  methodId: string | null;
}

const COLUMNS = `id, partner_id as "partnerId", currency, amount_minor as "amountMinor", state,
  requested_by as "requestedBy", reference, reserved_at as "reservedAt", paid_at as "paidAt",
  method_id as "methodId"`;

@Injectable()
export class PayoutsRepository {
  async find(tx: EntityManager, id: string): Promise<PayoutRecord | undefined> {
    const [row] = await tx.query<PayoutRecord[]>(`select ${COLUMNS} from referral_payouts where id = $1`, [
      id,
    ]);
    return row;
  }

  /** Holds the payout until the transaction ends. */
  async hold(tx: EntityManager, id: string): Promise<void> {
    await tx.query('select id from referral_payouts where id = $1 for update', [id]);
  }

  /** Newest first, from behind the payout `before`. */
  async ofPartner(
    tx: EntityManager,
    partnerId: string,
    before: string | undefined,
    take: number,
  ): Promise<PayoutRecord[]> {
    return tx.query(
      `select ${COLUMNS} from referral_payouts where partner_id = $1 and ($2::uuid is null or id < $2)
       order by id desc limit $3`,
      [partnerId, before ?? null, take],
    );
  }

  /** Where this payout goes, whatever the partner changes afterwards. */
  async payTo(tx: EntityManager, id: string, methodId: string): Promise<void> {
    await tx.query('update referral_payouts set method_id = $2 where id = $1', [id, methodId]);
  }

  /** Brings the row of a payout to what its facts say, and frees or keeps the entries that it pays. */
  async save(tx: EntityManager, payout: Payout): Promise<void> {
    const atOf = (state: PayoutState) => {
      const step = payout.steps.get(state);
      return step ? new Date(step.at) : null;
    };
    await tx.query(
      `insert into referral_payouts (id, partner_id, currency, amount_minor, state, requested_by, approved_by, reference,
         reserved_at, approved_at, sent_at, paid_at, closed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (id) do update set state = excluded.state, approved_by = excluded.approved_by,
         reference = excluded.reference, approved_at = excluded.approved_at, sent_at = excluded.sent_at,
         paid_at = excluded.paid_at, closed_at = excluded.closed_at`,
      [
        payout.id,
        payout.partnerId,
        payout.currency,
        payout.amountMinor,
        payout.state,
        payout.requestedBy,
        payout.steps.get('approved')?.actorId ?? null,
        payout.reference,
        new Date(payout.reservedAt),
        atOf('approved'),
        atOf('sent'),
        atOf('paid'),
        atOf('failed') ?? atOf('cancelled') ?? atOf('returned'),
      ],
    );
    if (!isLive(payout))
      await tx.query('update referral_payout_items set live = false where payout_id = $1 and live', [
        payout.id,
      ]);
  }

  /** Claims all entries of the payout's sources that no live payout has. The database takes each entry once. */
  async claimEntries(tx: EntityManager, payout: Payout): Promise<void> {
    await tx.query(
      `insert into referral_payout_items (payout_id, ledger_seq, live)
       select $1, l.seq, true from referral_ledger l
       where l.partner_id = $2 and l.currency = $3 and l.source = any($4)
         and not exists (select from referral_payout_items i where i.ledger_seq = l.seq and i.live)
       on conflict (payout_id, ledger_seq) do nothing`,
      [payout.id, payout.partnerId, payout.currency, payout.items.map(({ source }) => source)],
    );
  }

  /** Sum of the entries that a payout pays. */
  async sumOfEntries(tx: EntityManager, id: string): Promise<number> {
    const [row] = await tx.query<{ sum: number }[]>(
      `select coalesce(sum(l.amount_minor), 0)::bigint as sum from referral_payout_items i
       join referral_ledger l on l.seq = i.ledger_seq where i.payout_id = $1`,
      [id],
    );
    return row?.sum ?? 0;
  }
}
