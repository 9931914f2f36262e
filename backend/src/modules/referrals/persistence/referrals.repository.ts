import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccountCommission, Commission, CommissionKind, Hold } from '../domain/commission.js';
import type { ReferralState } from '../domain/referral.js';

/** In the order of `COMMISSION`; instants are numbers, as the rules read them. */
type CommissionRow = [
  id: string,
  naturalKey: string,
  partnerId: string,
  tenantId: string,
  kind: CommissionKind,
  currency: string,
  baseMinor: number,
  returnedMinor: number,
  rateBps: number | null,
  targetMinor: number,
  pendingMinor: number,
  occurredAt: number,
  availableAt: number,
  termsVersion: number,
  holds: Hold[],
];

/** As one value they are read several times as fast as row by row. */
const COMMISSIONS = `select coalesce(json_agg(json_build_array(id, natural_key, partner_id, referred_tenant_id, kind, currency,
    base_minor, returned_minor, rate_bps, target_minor, pending_minor, (date_part('epoch', occurred_at) * 1000)::bigint,
    (date_part('epoch', available_at) * 1000)::bigint, terms_version, holds) order by id), '[]') as rows
  from referral_commissions`;

/** A large partner has ten thousands, so an account reads no more of each than it looks at. */
type AccountRow = [
  id: string,
  kind: CommissionKind,
  currency: string,
  baseMinor: number,
  returnedMinor: number,
  rateBps: number | null,
  targetMinor: number,
  pendingMinor: number,
  availableAt: number,
  holds: Hold[],
];
const FOR_ACCOUNTS = `select coalesce(json_agg(json_build_array(id, kind, currency, base_minor, returned_minor, rate_bps,
    target_minor, pending_minor, (date_part('epoch', available_at) * 1000)::bigint, holds) order by id), '[]') as rows
  from referral_commissions`;

/** Who referred a team, and when it signed up; undefined where that is not known. */
export interface Answer {
  readonly partnerId: string | null;
  readonly signedUpAt: number | undefined;
}

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
    return commissionsIn(await tx.query(`${COMMISSIONS} where referred_tenant_id = $1`, [tenantId]));
  }

  /** What others ask about this team, as it was decided last. */
  async answerOf(tx: EntityManager, tenantId: string): Promise<Answer> {
    const [row] = await tx.query<{ partner_id: string | null; signed_up_at: Date }[]>(
      'select partner_id, signed_up_at from referral_attributions where referred_tenant_id = $1',
      [tenantId],
    );
    return { partnerId: row?.partner_id ?? null, signedUpAt: row?.signed_up_at.getTime() };
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

  /** Takes the team's commissions away with the former decision; those of this one are inserted when all are known. */
  async replaceDecision(
    tx: EntityManager,
    state: ReferralState,
    signedUpAt: number | undefined,
  ): Promise<void> {
    await tx.query('delete from referral_commissions where referred_tenant_id = $1', [state.tenantId]);
    await tx.query('delete from referral_attributions where referred_tenant_id = $1', [state.tenantId]);
    if (state.decision && signedUpAt !== undefined)
      await this.insertDecision(tx, state.decision, signedUpAt, state.activatedAt);
  }

  async forAccounts(tx: EntityManager, partnerId: string): Promise<AccountCommission[]> {
    const found = await tx.query<{ rows: AccountRow[] }[]>(`${FOR_ACCOUNTS} where partner_id = $1`, [
      partnerId,
    ]);
    return found.flatMap(({ rows }) => rows.map(toAccountCommission));
  }

  async commissionsOf(tx: EntityManager, partnerId: string): Promise<Commission[]> {
    return commissionsIn(await tx.query(`${COMMISSIONS} where partner_id = $1`, [partnerId]));
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

  async insertCommissions(tx: EntityManager, commissions: readonly Commission[]): Promise<void> {
    if (commissions.length === 0) return;
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

const commissionsIn = (answer: readonly { rows: CommissionRow[] }[]): Commission[] =>
  answer.flatMap(({ rows }) => rows.map(toCommission));

const toAccountCommission = ([
  id,
  kind,
  currency,
  baseMinor,
  returnedMinor,
  rateBps,
  targetMinor,
  pendingMinor,
  availableAt,
  holds,
]: AccountRow): AccountCommission => ({
  id,
  kind,
  currency,
  baseMinor,
  returnedMinor,
  rateBps,
  targetMinor,
  pendingMinor,
  availableAt,
  holds,
});

const toCommission = ([
  id,
  naturalKey,
  partnerId,
  tenantId,
  kind,
  currency,
  baseMinor,
  returnedMinor,
  rateBps,
  targetMinor,
  pendingMinor,
  occurredAt,
  availableAt,
  termsVersion,
  holds,
]: CommissionRow): Commission => ({
  id,
  naturalKey,
  partnerId,
  tenantId,
  kind,
  currency,
  baseMinor,
  returnedMinor,
  rateBps,
  targetMinor,
  pendingMinor,
  occurredAt,
  availableAt,
  termsVersion,
  holds,
});
