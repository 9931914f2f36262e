import { Injectable } from '@nestjs/common';
import {
  ReferralTermsSettings,
  type ReferralAgreement,
  type ReferralTermsVersion,
} from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import type { PartnerStatus } from '../domain/directory.js';
import type { PayoutState } from '../domain/payout.js';
import type { PayoutRecord } from './payouts.repository.js';

export interface PartnerRow {
  id: string;
  kind: 'customer' | 'affiliate';
  displayName: string | null;
  status: PartnerStatus;
  codes: string[];
  signups: number;
  createdAt: Date;
}

interface TermsRow {
  version: number;
  effectiveFrom: Date;
  settings: unknown;
  publishedAt: Date;
  reason: string;
  agreements: number;
}

/** Lists for the people of the programme's office; newest first, from behind the row `before`. */
@Injectable()
export class OfficeRepository {
  /** @param filter.text part of a public name or a code, or a whole id. */
  async partners(
    tx: EntityManager,
    filter: { text: string | undefined; status: PartnerStatus | undefined },
    before: string | undefined,
    take: number,
  ): Promise<PartnerRow[]> {
    return tx.query(
      `select p.id, p.kind, p.display_name as "displayName", p.created_at as "createdAt", now.status,
         array(select l.code from referral_links l where l.partner_id = p.id order by l.created_at, l.id) as codes,
         (select count(*) from referral_attributions a where a.partner_id = p.id)::integer as signups
       from referral_partners p
       cross join lateral (
         select s.status from referral_partner_statuses s where s.partner_id = p.id order by s.position desc limit 1
       ) as now
       where ($1::uuid is null or p.id < $1) and ($3::text is null or now.status = $3)
         and ($4::text is null or position($4 in lower(p.display_name)) > 0 or p.id::text = $4
           or exists (select 1 from referral_links l where l.partner_id = p.id and position($4 in lower(l.code)) > 0))
       order by p.id desc limit $2`,
      [before ?? null, take, filter.status ?? null, filter.text?.toLowerCase() || null],
    );
  }

  async payouts(
    tx: EntityManager,
    state: PayoutState | undefined,
    before: string | undefined,
    take: number,
  ): Promise<PayoutRecord[]> {
    return tx.query(
      `select id, partner_id as "partnerId", currency, amount_minor as "amountMinor", state,
         requested_by as "requestedBy", reference, reserved_at as "reservedAt", paid_at as "paidAt",
         method_id as "methodId"
       from referral_payouts where ($1::text is null or state = $1) and ($2::uuid is null or id < $2)
       order by id desc limit $3`,
      [state ?? null, before ?? null, take],
    );
  }

  /** Newest first. */
  async termsVersions(tx: EntityManager): Promise<ReferralTermsVersion[]> {
    const rows = await tx.query<TermsRow[]>(
      `select t.version, t.effective_from as "effectiveFrom", t.settings, t.created_at as "publishedAt", t.reason,
         (select count(*) from referral_terms_acceptances a where a.terms_version = t.version)::integer as agreements
       from referral_terms t order by t.version desc`,
    );
    return rows.map(({ effectiveFrom, publishedAt, settings, ...row }) => ({
      ...row,
      effectiveFrom: effectiveFrom.toISOString(),
      settings: ReferralTermsSettings.parse(settings),
      publishedAt: publishedAt.toISOString(),
    }));
  }

  /** By partner, the newest one first, from behind the partner `before`. */
  async agreements(
    tx: EntityManager,
    version: number,
    before: string | undefined,
    take: number,
  ): Promise<ReferralAgreement[]> {
    const rows = await tx.query<(Omit<ReferralAgreement, 'agreedAt'> & { agreedAt: Date })[]>(
      `select p.id as "partnerId", p.kind, p.display_name as "displayName", a.document_sha256 as "documentSha256",
         a.accepted_at as "agreedAt"
       from referral_terms_acceptances a join referral_partners p on p.id = a.partner_id
       where a.terms_version = $1 and ($2::uuid is null or p.id < $2) order by p.id desc limit $3`,
      [version, before ?? null, take],
    );
    return rows.map((row) => ({ ...row, agreedAt: row.agreedAt.toISOString() }));
  }

  /** Keys that came with more than one content. */
  async disputedKeys(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ key: string }[]>(
      `select natural_key as key from referral_facts group by natural_key having count(*) > 1 order by 1`,
    );
    return rows.map(({ key }) => key);
  }
}
