import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface PayoutMethodRecord {
  id: string;
  partnerId: string;
  kind: 'iban' | 'paypal' | 'bank';
  hint: string | null;
  sealed: Buffer | null;
  fingerprint: Buffer;
  createdAt: Date;
  verifiedAt: Date | null;
}

const COLUMNS = `id, partner_id as "partnerId", kind, hint, sealed_details as sealed, fingerprint,
  created_at as "createdAt", verified_at as "verifiedAt"`;

/** Where partners want their money; the present one and those before it. */
@Injectable()
export class PayoutMethodsRepository {
  async current(tx: EntityManager, partnerId: string): Promise<PayoutMethodRecord | undefined> {
    const [row] = await tx.query<PayoutMethodRecord[]>(
      `select ${COLUMNS} from referral_payout_methods where partner_id = $1 and retired_at is null`,
      [partnerId],
    );
    return row;
  }

  async find(tx: EntityManager, id: string): Promise<PayoutMethodRecord | undefined> {
    const [row] = await tx.query<PayoutMethodRecord[]>(
      `select ${COLUMNS} from referral_payout_methods where id = $1`,
      [id],
    );
    return row;
  }

  async replace(tx: EntityManager, method: Omit<PayoutMethodRecord, 'verifiedAt'>): Promise<void> {
    await tx.query(
      'update referral_payout_methods set retired_at = $2 where partner_id = $1 and retired_at is null',
      [method.partnerId, method.createdAt],
    );
    await tx.query(
      `insert into referral_payout_methods (id, partner_id, kind, hint, sealed_details, fingerprint, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        method.id,
        method.partnerId,
        method.kind,
        method.hint,
        method.sealed,
        method.fingerprint,
        method.createdAt,
      ],
    );
  }

  /** False where it is not in use any more, or was confirmed before. */
  async verify(tx: EntityManager, id: string, at: Date): Promise<boolean> {
    const [, count] = (await tx.query(
      `update referral_payout_methods set verified_at = $2
       where id = $1 and retired_at is null and verified_at is null`,
      [id, at],
    )) as [unknown, number];
    return count > 0;
  }

  /** Other partners who are, or were, paid to the same account. */
  async othersWith(tx: EntityManager, partnerId: string, fingerprint: Buffer): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select distinct partner_id as id from referral_payout_methods
       where fingerprint = $2 and partner_id <> $1 and verified_at is not null order by 1`,
      [partnerId, fingerprint],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether another, confirmed method was in use before this one. */
  async hadAnother(tx: EntityManager, partnerId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from referral_payout_methods where partner_id = $1 and retired_at is not null
       and verified_at is not null limit 1`,
      [partnerId],
    );
    return rows.length > 0;
  }

  async forgetDetails(tx: EntityManager, partnerId: string, at: Date): Promise<void> {
    await tx.query(
      `update referral_payout_methods set sealed_details = null, hint = null, retired_at = coalesce(retired_at, $2)
       where partner_id = $1`,
      [partnerId, at],
    );
  }
}
