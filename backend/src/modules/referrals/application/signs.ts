import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { companyOf, isDisposable } from '../domain/mail-domains.js';
import { tellsVisitors } from '../domain/visitor-network.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { SignsRepository } from '../persistence/signs.repository.js';

/** A page asks again with every event; a day's visit from a network is written down once. */
const REMEMBERED_MS = 86_400_000;
const REMEMBERED = 10_000;

/** Remembers, as keyed digests, what a partner and those they refer may turn out to have in common. */
@Injectable()
export class Signs {
  private readonly visits: ExpiringCache<true>;

  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly repository: SignsRepository,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {
    this.visits = new ExpiringCache(REMEMBERED_MS, REMEMBERED, () => clock.monotonicMs());
  }

  /** Inside the office. Of a partner or a referred team. */
  async ofAddress(tx: Transaction, subject: string, email: string): Promise<void> {
    const at = this.clock.now();
    const company = companyOf(email);
    if (company !== null)
      await this.repository.note(tx, subject, 'company', this.digest('company', company), at);
    if (isDisposable(email))
      await this.repository.note(tx, subject, 'disposable', this.digest('disposable', 'yes'), at);
  }

  /** A partner looked at their own pages. @param network shortened; see `networkOf`. */
  async ofVisit(partnerId: string, network: string): Promise<void> {
    if (!tellsVisitors(network)) return;
    const at = this.clock.now();
    const digest = this.digest('network', network);
    const visit = [partnerId, digest.toString('base64'), at.toISOString().slice(0, 10)].join(' ');
    if (this.visits.get(visit)) return;
    await this.programme.office((tx) => this.repository.note(tx, partnerId, 'network', digest, at));
    this.visits.set(visit, true);
  }

  digest(kind: 'company' | 'disposable' | 'network', value: string): Buffer {
    return this.keys.hmac(`referrals.sign.${kind}`, value);
  }
}
