import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface SealedValue {
  id: string;
  sealed: Buffer;
}

/** Everything of the programme that is sealed under the application's secret. */
@Injectable()
export class SealedValuesRepository {
  /** Locked, in the order of their ids, from after this one. */
  contacts(tx: EntityManager, after: string, limit: number): Promise<SealedValue[]> {
    return tx.query<SealedValue[]>(
      `select partner_id as id, sealed from referral_contacts
       where partner_id > $1 order by partner_id limit $2 for update`,
      [after, limit],
    );
  }

  payoutMethods(tx: EntityManager, after: string, limit: number): Promise<SealedValue[]> {
    return tx.query<SealedValue[]>(
      `select id, sealed_details as sealed from referral_payout_methods
       where id > $1 and sealed_details is not null order by id limit $2 for update`,
      [after, limit],
    );
  }

  async saveContact(tx: EntityManager, { id, sealed }: SealedValue): Promise<void> {
    await tx.query('update referral_contacts set sealed = $2 where partner_id = $1', [id, sealed]);
  }

  async savePayoutMethod(tx: EntityManager, { id, sealed }: SealedValue): Promise<void> {
    await tx.query('update referral_payout_methods set sealed_details = $2 where id = $1', [id, sealed]);
  }
}
