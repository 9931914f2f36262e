import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PartnerStatus } from '../domain/directory.js';

export interface NewPartner {
  id: string;
  kind: 'customer' | 'affiliate';
  userId: string | null;
  homeTenantId: string | null;
  emailKey: string | null;
  displayName: string | null;
  country: string | null;
  createdAt: Date;
}

export interface PartnerRecord {
  id: string;
  kind: 'customer' | 'affiliate';
  status: PartnerStatus;
  acceptedTerms: number | null;
  /** A method that is in use and was confirmed. */
  methodVerifiedAt: Date | null;
}

const PARTNER = `
  select p.id, p.kind,
    (select s.status from referral_partner_statuses s where s.partner_id = p.id order by s.position desc limit 1) as status,
    (select max(t.terms_version) from referral_terms_acceptances t where t.partner_id = p.id) as "acceptedTerms",
    (select m.verified_at from referral_payout_methods m where m.partner_id = p.id and m.retired_at is null)
      as "methodVerifiedAt"
  from referral_partners p`;

@Injectable()
export class PartnersRepository {
  /** False where this person is a partner already. */
  async insert(tx: EntityManager, partner: NewPartner): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_partners (id, kind, user_id, home_tenant_id, email_key, display_name, country, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [
        partner.id,
        partner.kind,
        partner.userId,
        partner.homeTenantId,
        partner.emailKey,
        partner.displayName,
        partner.country,
        partner.createdAt,
      ],
    );
    return rows.length > 0;
  }

  async find(tx: EntityManager, id: string): Promise<PartnerRecord | undefined> {
    const [row] = await tx.query<PartnerRecord[]>(`${PARTNER} where p.id = $1`, [id]);
    return row;
  }

  /** Through the door of that user or of the office. */
  async idOfUser(tx: EntityManager, userId: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }[]>('select id from referral_partners where user_id = $1', [
      userId,
    ]);
    return row?.id;
  }

  async addStatus(
    tx: EntityManager,
    partnerId: string,
    step: { status: PartnerStatus; at: Date; actorId: string | null; reason: string },
  ): Promise<void> {
    await tx.query(
      `insert into referral_partner_statuses (partner_id, position, status, at, actor_id, reason)
       select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5 from referral_partner_statuses where partner_id = $1`,
      [partnerId, step.status, step.at, step.actorId, step.reason],
    );
  }

  async listeners(
    tx: EntityManager,
    ids: readonly string[],
  ): Promise<{ id: string; userId: string | null }[]> {
    if (ids.length === 0) return [];
    return tx.query(
      'select id, user_id as "userId" from referral_partners where id = any($1::uuid[]) order by id',
      [ids],
    );
  }

  /** Whether this partner has referred anybody but these teams. */
  async hasReferredOthers(
    tx: EntityManager,
    partnerId: string,
    tenantIds: readonly string[],
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'select from referral_attributions where partner_id = $1 and referred_tenant_id <> all($2::uuid[]) limit 1',
      [partnerId, tenantIds],
    );
    return rows.length > 0;
  }

  /** Oldest first. */
  async steps(
    tx: EntityManager,
    partnerId: string,
  ): Promise<{ status: PartnerStatus; at: Date; reason: string }[]> {
    return tx.query(
      'select status, at, reason from referral_partner_statuses where partner_id = $1 order by position',
      [partnerId],
    );
  }

  /** Holds the partner until the transaction ends. */
  async hold(tx: EntityManager, id: string): Promise<void> {
    await tx.query('select id from referral_partners where id = $1 for update', [id]);
  }

  /** Newest first. */
  async acceptances(
    tx: EntityManager,
    partnerId: string,
  ): Promise<{ version: number; documentSha256: string; acceptedAt: string }[]> {
    const rows = await tx.query<{ version: number; documentSha256: string; acceptedAt: Date }[]>(
      `select terms_version as version, document_sha256 as "documentSha256", accepted_at as "acceptedAt"
       from referral_terms_acceptances where partner_id = $1 order by terms_version desc`,
      [partnerId],
    );
    return rows.map((row) => ({ ...row, acceptedAt: row.acceptedAt.toISOString() }));
  }

  async accept(
    tx: EntityManager,
    acceptance: {
      partnerId: string;
      version: number;
      documentSha256: string;
      at: Date;
      network: string | null;
    },
  ): Promise<void> {
    await tx.query(
      `insert into referral_terms_acceptances (partner_id, terms_version, document_sha256, accepted_at, network)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [
        acceptance.partnerId,
        acceptance.version,
        acceptance.documentSha256,
        acceptance.at,
        acceptance.network,
      ],
    );
  }

  /** The partner with this address, by its keyed digest. */
  async byEmailKey(
    tx: EntityManager,
    emailKey: string,
  ): Promise<Pick<PartnerRecord, 'id' | 'kind' | 'status'> | undefined> {
    const [row] = await tx.query<PartnerRecord[]>(`${PARTNER} where p.email_key = $1`, [emailKey]);
    return row;
  }

  /**
   * Blanks whoever this was; codes, agreements and money stay, under a number. The keyed digest of the address stays
   * too, apart: it refuses what the person may not earn from, and without it old decisions would come out differently.
   */
  async forgetPerson(tx: EntityManager, id: string, why: { at: Date; reason: string }): Promise<void> {
    await tx.query(
      `update referral_partners set former_email_key = coalesce(email_key, former_email_key), email_key = null,
         display_name = null, country = null, erased_at = coalesce(erased_at, $2), erased_for = $3
       where id = $1`,
      [id, why.at, why.reason],
    );
    await tx.query(
      'update referral_terms_acceptances set network = null where partner_id = $1 and network is not null',
      [id],
    );
  }

  /** From where partners agreed to terms; that they did, and to which words, stays. */
  async forgetNetworks(tx: EntityManager, before: Date): Promise<void> {
    await tx.query(
      'update referral_terms_acceptances set network = null where accepted_at < $1 and network is not null',
      [before],
    );
  }
}
