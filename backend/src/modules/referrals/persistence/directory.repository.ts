import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Directory, Link, Partner, PartnerStatus } from '../domain/directory.js';
import { ReferralTermsSettings } from '@orbisvoice/contracts';
import type { Terms } from '../domain/terms.js';

interface PartnerRow {
  id: string;
  user_id: string | null;
  home_tenant_id: string | null;
  email_key: string | null;
  statuses: { status: PartnerStatus; at: string }[];
}
interface LinkRow {
  id: string;
  code: string;
  partner_id: string;
  created_at: Date;
  retired_at: Date | null;
}

const PARTNERS = `
  select p.id, p.user_id, p.home_tenant_id, coalesce(p.email_key, p.former_email_key) as email_key, coalesce(
    (select jsonb_agg(jsonb_build_object('status', s.status, 'at', s.at) order by s.position)
     from referral_partner_statuses s where s.partner_id = p.id), '[]') as statuses
  from referral_partners p`;

/** Partners, codes and terms in the form in which the rules read them. */
@Injectable()
export class DirectoryRepository {
  /** Only what claims by these links and codes, or partners named by hand, need. */
  async excerpt(
    tx: EntityManager,
    wanted: { linkIds: readonly string[]; codes: readonly string[]; partnerIds: readonly string[] },
  ): Promise<Directory> {
    const links = await tx.query<LinkRow[]>(
      'select * from referral_links where id = any($1::uuid[]) or code = any($2::text[])',
      [wanted.linkIds, wanted.codes.map((code) => code.toLowerCase())],
    );
    const partnerIds = [...new Set([...wanted.partnerIds, ...links.map((link) => link.partner_id)])];
    const partners = await tx.query<PartnerRow[]>(`${PARTNERS} where p.id = any($1::uuid[])`, [partnerIds]);
    return directoryFrom(partners, links, await this.terms(tx));
  }

  async whole(tx: EntityManager): Promise<Directory> {
    const partners = await tx.query<PartnerRow[]>(PARTNERS);
    return directoryFrom(
      partners,
      await tx.query<LinkRow[]>('select * from referral_links'),
      await this.terms(tx),
    );
  }

  /** The database refuses terms that begin in the past. */
  async addTerms(
    tx: EntityManager,
    { version, effectiveFrom, ...settings }: Terms,
    by: { at: Date; actorId: string; reason: string },
  ): Promise<void> {
    await tx.query(
      `insert into referral_terms (version, effective_from, settings, created_at, created_by, reason)
       values ($1, $2, $3, $4, $5, $6)`,
      [version, new Date(effectiveFrom), JSON.stringify(settings), by.at, by.actorId, by.reason],
    );
  }

  async terms(tx: EntityManager): Promise<Terms[]> {
    const rows = await tx.query<{ version: number; effective_from: Date; settings: unknown }[]>(
      'select version, effective_from, settings from referral_terms order by version',
    );
    return rows.map(({ version, effective_from, settings }) => ({
      ...ReferralTermsSettings.parse(settings),
      version,
      effectiveFrom: effective_from.getTime(),
    }));
  }
}

const directoryFrom = (
  partners: readonly PartnerRow[],
  links: readonly LinkRow[],
  terms: Terms[],
): Directory => ({
  partners: new Map(partners.map((row) => [row.id, toPartner(row)])),
  links: links.map(toLink),
  terms,
});

const toPartner = (row: PartnerRow): Partner => ({
  id: row.id,
  userId: row.user_id,
  homeTenantId: row.home_tenant_id,
  emailKey: row.email_key,
  statuses: row.statuses.map(({ status, at }) => ({ status, at: Date.parse(at) })),
});

const toLink = (row: LinkRow): Link => ({
  id: row.id,
  code: row.code,
  partnerId: row.partner_id,
  createdAt: row.created_at.getTime(),
  retiredAt: row.retired_at?.getTime() ?? null,
});
