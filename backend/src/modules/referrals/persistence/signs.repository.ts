import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export type SignKind = 'company' | 'disposable' | 'network' | 'device';

/** Keyed digests of what two people may have in common, by the day. For comparing alone: none says what it was made of. */
@Injectable()
export class SignsRepository {
  /** @param subject a partner or a referred team. */
  async note(tx: EntityManager, subject: string, kind: SignKind, value: Buffer, at: Date): Promise<void> {
    await tx.query(
      `insert into referral_signs (subject, kind, value, day)
       values ($1, $2, $3, ($4::timestamptz at time zone 'UTC')::date) on conflict do nothing`,
      [subject, kind, value, at],
    );
  }

  async of(tx: EntityManager, subject: string, kind: SignKind): Promise<Buffer[]> {
    const rows = await tx.query<{ value: Buffer }[]>(
      'select distinct value from referral_signs where subject = $1 and kind = $2',
      [subject, kind],
    );
    return rows.map(({ value }) => value);
  }

  /** Whether a partner, or a team that they referred before this one, shows this sign. */
  async shared(
    tx: EntityManager,
    { partnerId, tenantId }: { partnerId: string; tenantId: string },
    kind: SignKind,
    value: Buffer,
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from referral_signs s where s.kind = $3 and s.value = $4 and (s.subject = $1 or s.subject in (
         select a.referred_tenant_id from referral_attributions a
         where a.partner_id = $1 and a.referred_tenant_id <> $2
           and a.signed_up_at <= (select signed_up_at from referral_attributions where referred_tenant_id = $2)))
       limit 1`,
      [partnerId, tenantId, kind, value],
    );
    return rows.length > 0;
  }

  /** Whether the subject showed it on the day of this instant or on one beside it. */
  async near(tx: EntityManager, subject: string, kind: SignKind, value: Buffer, at: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from referral_signs where subject = $1 and kind = $2 and value = $3
         and day between ($4::timestamptz at time zone 'UTC')::date - 1 and ($4::timestamptz at time zone 'UTC')::date + 1
       limit 1`,
      [subject, kind, value, at],
    );
    return rows.length > 0;
  }

  async forget(tx: EntityManager, subject: string): Promise<void> {
    await tx.query('delete from referral_signs where subject = $1', [subject]);
  }

  async forgetBefore(tx: EntityManager, kinds: readonly SignKind[], before: Date): Promise<void> {
    await tx.query(
      `delete from referral_signs where kind = any($1) and day < ($2::timestamptz at time zone 'UTC')::date`,
      [kinds, before],
    );
  }
}
