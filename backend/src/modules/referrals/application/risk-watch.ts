import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { isFact, type Fact } from '../domain/fact.js';
import { naturalKey } from '../domain/natural-key.js';
import {
  partnerSuspicions,
  saleSuspicions,
  signupSuspicions,
  type SignupSigns,
} from '../domain/risk-rules.js';
import { termsAt } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';
import { RiskFiguresRepository, type ReferralTrace } from '../persistence/risk-figures.repository.js';
import { SignsRepository } from '../persistence/signs.repository.js';
import { Signs } from './signs.js';
import { Suspicions } from './suspicions.js';

/** Tables that the rules about doubts look at. */
@Injectable()
export class RiskStore {
  constructor(
    readonly facts: FactsRepository,
    readonly referrals: ReferralsRepository,
    readonly figures: RiskFiguresRepository,
    readonly signs: SignsRepository,
    readonly directory: DirectoryRepository,
  ) {}
}

/** Looks, after a fact was taken, for what may be wrong with it. What it finds makes money wait until a person decides. */
@Injectable()
export class RiskWatch {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly store: RiskStore,
    private readonly signs: Signs,
    private readonly suspicions: Suspicions,
  ) {}

  /** Opens the programme's office in `tx` for its rest. Looking twice finds the same and changes nothing. */
  async look(tx: Transaction, key: string): Promise<void> {
    await this.programme.enterOffice(tx);
    for (const fact of await this.store.facts.ofKey(tx, key)) await this.one(tx, fact);
  }

  private async one(tx: Transaction, fact: Fact): Promise<void> {
    if (fact.type === 'user.signup') return this.signup(tx, fact.tenantId);
    if (fact.type === 'invoice.paid') return this.sale(tx, fact);
    if (isFact('payment.refunded', 'dispute.opened')(fact)) return this.returned(tx, fact);
  }

  private async signup(tx: Transaction, tenantId: string): Promise<void> {
    const trace = await this.store.figures.trace(tx, tenantId);
    if (!trace) return;
    const found = signupSuspicions(await this.signsOf(tx, tenantId, trace));
    await this.suspicions.raise(tx, { partnerId: trace.partnerId, tenantId, occasion: tenantId }, found);
  }

  private async signsOf(tx: Transaction, tenantId: string, trace: ReferralTrace): Promise<SignupSigns> {
    const { signs } = this.store;
    const { partnerId, touchedAt, signedUpAt } = trace;
    const [company] = await signs.of(tx, tenantId, 'company');
    const shared = company && (await signs.shared(tx, { partnerId, tenantId }, 'company', company));
    const network = trace.network === null ? null : this.signs.digest('network', trace.network);
    const shares = async (kind: 'network' | 'device', value: Buffer | null): Promise<boolean> =>
      value !== null && touchedAt !== null && (await signs.near(tx, partnerId, kind, value, touchedAt));
    return {
      sinceTouchMs: trace.remembered && touchedAt ? signedUpAt.getTime() - touchedAt.getTime() : null,
      sameLinkThisHour: trace.sameLinkThisHour,
      sharedCompany: company && shared ? company.toString('hex').slice(0, 16) : null,
      disposableMail: (await signs.of(tx, tenantId, 'disposable')).length > 0,
      partnerNetwork: await shares('network', network),
      partnerDevice: await shares('device', trace.device),
      paidAd: trace.paidAd,
    };
  }

  private async sale(tx: Transaction, fact: Extract<Fact, { type: 'invoice.paid' }>): Promise<void> {
    const commissions = await this.store.referrals.ofTenant(tx, fact.tenantId);
    const sale = commissions.find((one) => one.kind === 'sale' && one.naturalKey === naturalKey(fact));
    if (!sale) return;
    const about = { partnerId: sale.partnerId, tenantId: fact.tenantId };
    const { reviewAboveUnits } = termsAt(await this.store.directory.terms(tx), sale.occurredAt);
    const found = saleSuspicions(sale.targetMinor, sale.currency, reviewAboveUnits);
    await this.suspicions.raise(tx, { ...about, occasion: sale.naturalKey }, found);
  }

  /** Once for each partner and month: figures go on changing, and a person has looked at them. */
  private async returned(
    tx: Transaction,
    fact: Extract<Fact, { type: 'payment.refunded' | 'dispute.opened' }>,
  ): Promise<void> {
    const key = `invoice.paid:${fact.provider}:${fact.invoiceId}`;
    for (const invoice of (await this.store.facts.ofKey(tx, key)).filter(isFact('invoice.paid'))) {
      const { partnerId } = await this.store.referrals.answerOf(tx, invoice.tenantId);
      if (partnerId === null) continue;
      const found = partnerSuspicions(await this.store.figures.ofPartner(tx, partnerId));
      const occasion = `${partnerId} ${new Date(fact.at).toISOString().slice(0, 7)}`;
      await this.suspicions.raise(tx, { partnerId, tenantId: null, occasion }, found);
    }
  }
}
