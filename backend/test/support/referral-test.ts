import pg from 'pg';
import { FactIntake, type IntakeOutcome } from '../../src/modules/referrals/application/fact-intake.js';
import type { Partner, Link } from '../../src/modules/referrals/domain/directory.js';
import type { Fact } from '../../src/modules/referrals/domain/fact.js';
import type { Terms } from '../../src/modules/referrals/domain/terms.js';
import { ReferralsModule } from '../../src/modules/referrals/index.js';
import { ProgrammeDatabase } from '../../src/modules/referrals/persistence/programme-database.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import type { Transaction } from '../../src/platform/database/index.js';
import { LINKS, PARTNERS, termsOf } from './referral-world.js';
import { createTenantTest, type TenantTest } from './tenant-test.js';
import type { TestAppOptions } from './test-app.js';

const TABLES = `referral_signs, referral_mailings, referral_mirror_deliveries, referral_contacts, referral_partner_tokens, referral_partner_sessions, referral_referred_people, referral_click_days, referral_visitor_keys, referral_messages, referral_payment_notes, referral_payout_items, referral_payouts, referral_ledger, referral_accounts, referral_commissions,
  referral_attributions, referral_fact_subjects, referral_facts, referral_payout_methods, referral_terms_acceptances, referral_clicks,
  referral_links, referral_partner_statuses, referral_partners, referral_terms`;
/** What the queue would try again: two transactions got in each other's way. */
export const AGAIN: ReadonlySet<string> = new Set(['40P01', '55P03', '40001']);

export interface ReferralTest extends TenantTest {
  /** Empties the programme and fills it with these partners, links and terms. */
  fresh(world?: {
    partners?: readonly Partner[];
    links?: readonly Link[];
    terms?: readonly Terms[];
  }): Promise<void>;
  office<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  take(fact: Fact, source?: string): Promise<IntakeOutcome>;
  /** Hands the facts in through so many workers at once, each going on where the list is. */
  takeAll(facts: readonly Fact[], workers?: number): Promise<void>;
  /** Does what nobody but the owner of the machine can do: changes history. */
  tamper(sql: string, values?: unknown[]): Promise<void>;
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

/** The programme on a database of its own; no worker runs unless asked for. */
export async function createReferralTest(options: TestAppOptions = {}): Promise<ReferralTest> {
  const config = { ROLE: 'api', ...options.config };
  const test = await createTenantTest([TenantsModule, ReferralsModule, ...(options.modules ?? [])], {
    ...options,
    config,
  });
  const programme = test.app.get(ProgrammeDatabase);
  const intake = test.app.get(FactIntake);
  const tamper = async (sql: string, values: unknown[] = []) => {
    // Triggers sleep while a replica is fed: the one way past them, open to a superuser only.
    await test.owner.query(`set session_replication_role = replica`);
    try {
      await test.owner.query(sql, values);
    } finally {
      await test.owner.query(`set session_replication_role = origin`);
    }
  };
  const take = async (fact: Fact, source = 'test'): Promise<IntakeOutcome> => {
    for (;;) {
      try {
        return await programme.office((tx) => intake.take(tx, fact, source));
      } catch (error) {
        if (!AGAIN.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  };
  return {
    ...test,
    tamper,
    take,
    office: (work) => programme.office(work),
    takeAll: async (facts, workers = 1) => {
      const waiting = [...facts];
      const work = async () => {
        for (let fact = waiting.shift(); fact; fact = waiting.shift()) await take(fact);
      };
      await Promise.all(Array.from({ length: workers }, work));
    },
    fresh: async ({ partners = PARTNERS, links = LINKS, terms = [termsOf()] } = {}) => {
      await tamper(`truncate ${TABLES} restart identity`);
      for (const { version, effectiveFrom, ...settings } of terms)
        await tamper(
          `insert into referral_terms (version, effective_from, settings, created_at, reason) values ($1, $2, $3, now(), '')`,
          [version, new Date(effectiveFrom), JSON.stringify(settings)],
        );
      for (const partner of partners) await insertPartner(test.owner, partner);
      for (const link of links)
        await test.owner.query(
          `insert into referral_links (id, partner_id, code, destination, created_at, retired_at) values ($1, $2, $3, 'home', $4, $5)`,
          [
            link.id,
            link.partnerId,
            link.code,
            new Date(link.createdAt),
            link.retiredAt === null ? null : new Date(link.retiredAt),
          ],
        );
    },
    rows: async (sql, values) => (await test.owner.query<Record<string, unknown>>(sql, values)).rows,
  };
}

async function insertPartner(owner: pg.Client, partner: Partner): Promise<void> {
  await owner.query(
    `insert into referral_partners (id, kind, user_id, home_tenant_id, email_key, created_at) values ($1, $2, $3, $4, $5, now())`,
    [
      partner.id,
      partner.userId ? 'customer' : 'affiliate',
      partner.userId,
      partner.homeTenantId,
      partner.emailKey,
    ],
  );
  for (const [index, { status, at }] of partner.statuses.entries())
    await owner.query(
      `insert into referral_partner_statuses (partner_id, position, status, at, reason) values ($1, $2, $3, $4, 'test')`,
      [partner.id, index + 1, status, new Date(at)],
    );
}
