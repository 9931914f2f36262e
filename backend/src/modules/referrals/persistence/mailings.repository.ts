import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Who was mailed about what last, so that rounds of mail end; inside the office. */
@Injectable()
export class MailingsRepository {
  /** Active and suspended partners who were there before these terms were made and were not told of them yet. */
  async untoldOfTerms(tx: EntityManager, version: number, take: number): Promise<string[]> {
    return this.ids(
      tx,
      `select p.id from referral_partners p join referral_terms t on t.version = $1
       left join referral_mailings m on m.partner_id = p.id and m.topic = 'terms'
       where p.created_at < t.created_at and p.erased_at is null and coalesce(m.terms_version, 0) < $1
         and (select s.status from referral_partner_statuses s where s.partner_id = p.id
              order by s.position desc limit 1) in ('active', 'suspended')
       order by p.id limit $2`,
      [version, take],
    );
  }

  /** Active partners of whose commissions some became available since the last summary, which is `quiet` or longer ago. */
  async withNewlyAvailable(tx: EntityManager, now: Date, quiet: Date, take: number): Promise<string[]> {
    return this.ids(
      tx,
      `select p.id from referral_partners p
       left join referral_mailings m on m.partner_id = p.id and m.topic = 'available'
       where p.erased_at is null and coalesce(m.mailed_at, 'epoch') <= $2
         and (select s.status from referral_partner_statuses s where s.partner_id = p.id
              order by s.position desc limit 1) = 'active'
         and exists (select from referral_commissions c where c.partner_id = p.id and c.target_minor > 0
              and c.available_at <= $1 and c.available_at > coalesce(m.mailed_at, 'epoch'))
       order by p.id limit $3`,
      [now, quiet, take],
    );
  }

  async mailed(
    tx: EntityManager,
    partnerId: string,
    topic: 'terms' | 'available',
    at: Date,
    termsVersion: number | null = null,
  ): Promise<void> {
    await tx.query(
      `insert into referral_mailings (partner_id, topic, terms_version, mailed_at) values ($1, $2, $3, $4)
       on conflict (partner_id, topic) do update set terms_version = excluded.terms_version, mailed_at = excluded.mailed_at`,
      [partnerId, topic, termsVersion, at],
    );
  }

  private async ids(tx: EntityManager, sql: string, values: unknown[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(sql, values);
    return rows.map(({ id }) => id);
  }
}
