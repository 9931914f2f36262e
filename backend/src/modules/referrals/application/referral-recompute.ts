import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { sourceOfCommission } from '../domain/account.js';
import type { Commission } from '../domain/commission.js';
import type { FactSet } from '../domain/fact-set.js';
import { isFact } from '../domain/fact.js';
import { bySignup, evaluateReferral, signupOf, type SignupFact } from '../domain/referral.js';
import { ofTenant } from '../domain/subjects.js';
import type { Target } from '../domain/posting.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { takeTurns } from '../persistence/locks.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';
import { LedgerPosting, type Cause } from './ledger-posting.js';
import { ReferralNews, type Attribution } from './referral-news.js';

interface Decided extends Attribution {
  readonly commissions: readonly Commission[];
}

/** Decides anew about referred teams, from their facts, and posts what changed. In the caller's transaction. */
@Injectable()
export class ReferralRecompute {
  constructor(
    private readonly facts: FactsRepository,
    private readonly directory: DirectoryRepository,
    private readonly referrals: ReferralsRepository,
    private readonly posting: LedgerPosting,
    private readonly news: ReferralNews,
  ) {}

  /**
   * Also decides about teams for which the answer for one of these may matter; again, where it was given too early. An
   * answer matters to later sign-ups alone, so this comes to an end. The ledger is posted, and others are told, when all
   * are decided: a commission may go from one of them to another, or from one currency to another.
   */
  async run(tx: Transaction, tenantIds: Iterable<string>, cause: Cause): Promise<void> {
    const waiting = [...new Set(tenantIds)].sort();
    await takeTurns(tx, waiting.map(ofTenant));
    const before: Commission[] = [];
    const decided = new Map<string, Decided>();
    for (let tenantId = waiting.shift(); tenantId !== undefined; tenantId = waiting.shift()) {
      // Gone from the table once it is decided, so each is met here once.
      before.push(...(await this.referrals.ofTenant(tx, tenantId)));
      const { askers, ...decision } = await this.decide(tx, tenantId);
      const { before: atFirst } = decided.get(tenantId) ?? decision;
      decided.set(tenantId, { ...decision, before: atFirst });
      const more = askers.filter((asker) => !waiting.includes(asker));
      await takeTurns(tx, more.map(ofTenant));
      waiting.push(...more);
    }
    const after = [...decided.values()].flatMap(({ commissions }) => commissions);
    await this.referrals.insertCommissions(tx, after);
    await this.post(tx, before, after, cause);
    await this.news.attributed(tx, [...decided.values()]);
  }

  /**
   * Askers are the teams that ask who referred this one and whether it signed up before them: the homes of the partners
   * who are or were named.
   */
  private async decide(tx: Transaction, tenantId: string): Promise<Decided & { askers: readonly string[] }> {
    const before = await this.referrals.answerOf(tx, tenantId);
    const dossier = await this.facts.dossierOf(tx, tenantId);
    const signup = signupOf(tenantId, dossier.facts);
    const directory = await this.directoryFor(tx, dossier);
    const referrerHomes = signup
      ? await this.referrerHomes(tx, directory.partners.values(), signup)
      : new Map();
    const state = evaluateReferral(
      tenantId,
      dossier,
      directory,
      (home) => (referrerHomes.get(home) as string | undefined) ?? null,
    );
    await this.referrals.replaceDecision(tx, state, signup?.at);
    const after = { partnerId: state.decision?.partnerId ?? null, signedUpAt: signup?.at };
    const named = [before.partnerId, after.partnerId];
    await this.news.changed(tx, named);
    const same = before.partnerId === after.partnerId && before.signedUpAt === after.signedUpAt;
    return {
      ...{ tenantId, before: before.partnerId, after: after.partnerId },
      commissions: state.commissions,
      askers: same ? [] : await this.referrals.homesOf(tx, named),
    };
  }

  private directoryFor(tx: Transaction, { facts }: FactSet) {
    const signups = facts.filter(isFact('user.signup'));
    return this.directory.excerpt(tx, {
      linkIds: signups.flatMap(({ touches }) => touches.map(({ linkId }) => linkId)),
      codes: signups.flatMap(({ typedCode, paramCode }) =>
        [typedCode, paramCode].filter((code) => code !== null),
      ),
      partnerIds: facts.filter(isFact('attribution.override')).flatMap(({ partnerId }) => partnerId ?? []),
    });
  }

  /** For each candidate's home team that signed up before: the home team of whoever referred it. */
  private async referrerHomes(
    tx: Transaction,
    partners: Iterable<{ homeTenantId: string | null }>,
    signup: SignupFact,
  ): Promise<Map<string, string>> {
    const homes = new Map<string, string>();
    for (const { homeTenantId } of partners) {
      if (homeTenantId === null) continue;
      const referrer = await this.referrals.referrerOf(tx, homeTenantId);
      const before = { ...signup, at: referrer?.signedUpAt ?? 0, tenantId: homeTenantId };
      if (referrer?.home && bySignup(before, signup) < 0) homes.set(homeTenantId, referrer.home);
    }
    return homes;
  }

  private post(tx: Transaction, before: readonly Commission[], after: readonly Commission[], cause: Cause) {
    const gone = before
      .filter(({ id, currency }) => !after.some((one) => one.id === id && one.currency === currency))
      .map((commission) => ({ ...commission, targetMinor: 0 }));
    const targets = [...after, ...gone].map(
      ({
        id,
        partnerId,
        currency,
        targetMinor,
        occurredAt,
      }): Target & { partnerId: string; currency: string } => ({
        source: sourceOfCommission(id),
        partnerId,
        currency,
        targetMinor,
        occurredAt,
      }),
    );
    return this.posting.post(tx, targets, cause);
  }
}
