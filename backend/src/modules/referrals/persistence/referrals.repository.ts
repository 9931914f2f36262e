import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Commission, CommissionKind, Hold } from '../domain/commission.js';
import type { ReferralState } from '../domain/referral.js';

interface CommissionRow {
  id: string;
  natural_key: string;
  partner_id: string;
  referred_tenant_id: string;
  kind: CommissionKind;
  currency: string;
  base_minor: number;
  returned_minor: number;
  rate_bps: number | null;
  target_minor: number;
  pending_minor: number;
  occurred_ms: number;
  available_ms: number;
  terms_version: number;
  holds: Hold[];
}

/** Instants as numbers: a large partner has ten thousands of rows, and reading dates would take most of the time. */
const COMMISSION = `id, natural_key, partner_id, referred_tenant_id, kind, currency, base_minor, returned_minor, rate_bps,
  target_minor, pending_minor, terms_version, holds, (extract(epoch from occurred_at) * 1000)::bigint as occurred_ms,
  (extract(epoch from available_at) * 1000)::bigint as available_ms`;

/** What was decided for each referred team, kept for reading. Made anew from facts at any time. */
@Injectable()
export class ReferralsRepository {
  /** Home team of the partner who referred this team, and when the team signed up; undefined where nobody did. */
  async referrerOf(
    tx: EntityManager,
    tenantId: string,
  ): Promise<{ home: string | null; signedUpAt: number } | undefined> {
    const [row] = await tx.query<{ home_tenant_id: string | null; signed_up_at: Date }[]>(
      `select p.home_tenant_id, a.signed_up_at from referral_attributions a
       join referral_partners p on p.id = a.partner_id where a.referred_tenant_id = $1`,
      [tenantId],
    );
    return row && { home: row.home_tenant_id, signedUpAt: row.signed_up_at.getTime() };
  }

  async ofTenant(tx: EntityManager, tenantId: string): Promise<Commission[]> {
    const rows = await tx.query<CommissionRow[]>(
      `select ${COMMISSION} from referral_commissions where referred_tenant_id = $1`,
      [tenantId],
    );
    return rows.map(toCommission);
  }

  async partnerOf(tx: EntityManager, tenantId: string): Promise<string | null> {
    const [row] = await tx.query<{ partner_id: string | null }[]>(
      'select partner_id from referral_attributions where referred_tenant_id = $1',
      [tenantId],
    );
    return row?.partner_id ?? null;
  }

  /** Every team about which something was decided. */
  async tenants(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select referred_tenant_id as id from referral_attributions
       union select referred_tenant_id from referral_commissions order by 1`,
    );
    return rows.map(({ id }) => id);
  }

  async homesOf(tx: EntityManager, partnerIds: readonly (string | null)[]): Promise<string[]> {
    const rows = await tx.query<{ home: string }[]>(
      `select home_tenant_id as home from referral_partners where id = any($1::uuid[]) and home_tenant_id is not null`,
      [partnerIds.filter((id) => id !== null)],
    );
    return rows.map(({ home }) => home);
  }

  /** Home teams of these partners that the partner is held to have referred. */
  async teamsBetween(tx: EntityManager, partnerId: string, others: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select a.referred_tenant_id as id from referral_attributions a
       join referral_partners p on p.home_tenant_id = a.referred_tenant_id
       where a.partner_id = $1 and p.id = any($2::uuid[]) order by 1`,
      [partnerId, others],
    );
    return rows.map(({ id }) => id);
  }

  async replace(tx: EntityManager, state: ReferralState, signedUpAt: number | undefined): Promise<void> {
    await tx.query('delete from referral_commissions where referred_tenant_id = $1', [state.tenantId]);
    await tx.query('delete from referral_attributions where referred_tenant_id = $1', [state.tenantId]);
    if (!state.decision || signedUpAt === undefined) return;
    await this.insertDecision(tx, state.decision, signedUpAt, state.activatedAt);
    if (state.commissions.length > 0) await this.insertCommissions(tx, state.commissions);
  }

  async commissionsOf(tx: EntityManager, partnerId: string, currency?: string): Promise<Commission[]> {
    const rows = await tx.query<CommissionRow[]>(
      `select ${COMMISSION} from referral_commissions
       where partner_id = $1 and ($2::text is null or currency = $2) order by id`,
      [partnerId, currency ?? null],
    );
    return rows.map(toCommission);
  }

  private async insertDecision(
    tx: EntityManager,
    decision: NonNullable<ReferralState['decision']>,
    signedUpAt: number,
    activatedAt: number | null,
  ): Promise<void> {
    const winner = decision.candidates.find(({ verdict }) => verdict === 'won');
    await tx.query(
      `insert into referral_attributions (referred_tenant_id, referred_user_id, partner_id, link_id, click_id, channel,
         touched_at, signed_up_at, bound_at, terms_version, operation_id, candidates, activated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        decision.tenantId,
        decision.userId,
        decision.partnerId,
        winner?.linkId ?? null,
        winner?.clickId ?? null,
        winner?.channel ?? null,
        winner ? new Date(winner.touchedAt) : null,
        new Date(signedUpAt),
        new Date(decision.boundAt),
        decision.termsVersion,
        decision.operationId,
        JSON.stringify(decision.candidates),
        activatedAt === null ? null : new Date(activatedAt),
      ],
    );
  }

  private async insertCommissions(tx: EntityManager, commissions: readonly Commission[]): Promise<void> {
    await tx.query(
      `insert into referral_commissions (id, natural_key, partner_id, referred_tenant_id, kind, currency, base_minor,
         returned_minor, rate_bps, target_minor, pending_minor, occurred_at, available_at, terms_version, holds)
       select id, "naturalKey", "partnerId", "tenantId", kind, currency, "baseMinor", "returnedMinor", "rateBps",
         "targetMinor", "pendingMinor", to_timestamp("occurredAt" / 1000.0), to_timestamp("availableAt" / 1000.0),
         "termsVersion", holds
       from jsonb_to_recordset($1) as c (id uuid, "naturalKey" text, "partnerId" uuid, "tenantId" uuid, kind text,
         currency text, "baseMinor" bigint, "returnedMinor" bigint, "rateBps" integer, "targetMinor" bigint,
         "pendingMinor" bigint, "occurredAt" bigint, "availableAt" bigint, "termsVersion" integer, holds jsonb)`,
      [JSON.stringify(commissions)],
    );
  }
}

const toCommission = (row: CommissionRow): Commission => ({
  id: row.id,
  naturalKey: row.natural_key,
  partnerId: row.partner_id,
  tenantId: row.referred_tenant_id,
  kind: row.kind,
  currency: row.currency,
  baseMinor: row.base_minor,
  returnedMinor: row.returned_minor,
  rateBps: row.rate_bps,
  targetMinor: row.target_minor,
  pendingMinor: row.pending_minor,
  occurredAt: row.occurred_ms,
  availableAt: row.available_ms,
  termsVersion: row.terms_version,
  holds: row.holds,
});
