import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import type { Visit } from '../domain/click-rules.js';
import { deviceOf } from '../domain/device.js';
import { companyOf, isDisposable } from '../domain/mail-domains.js';
import { termsAt } from '../domain/terms.js';
import { tellsVisitors } from '../domain/visitor-network.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { SignsRepository, type SignKind } from '../persistence/signs.repository.js';

/** A page asks again with every event; a day's visit from a network is written down once. */
const REMEMBERED_MS = 86_400_000;
const REMEMBERED = 10_000;

/** Where it stands who agreed to what. */
@Injectable()
export class ConsentStore {
  constructor(
    readonly directory: DirectoryRepository,
    readonly partners: PartnersRepository,
  ) {}
}

/** Remembers, as keyed digests, what a partner and those they refer may turn out to have in common. */
@Injectable()
export class Signs {
  private readonly visits: ExpiringCache<true>;

  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly repository: SignsRepository,
    private readonly store: ConsentStore,
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
  async ofVisit(partnerId: string, network: string, headers: Visit['headers']): Promise<void> {
    if (!tellsVisitors(network)) return;
    const at = this.clock.now();
    const digest = this.digest('network', network);
    const device = this.device(headers, network);
    const visit = [
      partnerId,
      digest.toString('base64'),
      device?.toString('base64'),
      at.toISOString().slice(0, 10),
    ].join(' ');
    if (this.visits.get(visit)) return;
    await this.programme.office(async (tx) => {
      await this.repository.note(tx, partnerId, 'network', digest, at);
      if (device && (await this.consents(tx, partnerId, at)))
        await this.repository.note(tx, partnerId, 'device', device, at);
    });
    this.visits.set(visit, true);
  }

  /** A digest of the browser behind a request; null where it tells nobody apart or asks to be left alone. */
  device(headers: Visit['headers'], network: string): Buffer | null {
    const device = deviceOf(headers, network);
    return device === null ? null : this.digest('device', device);
  }

  /** Whether the terms in force have browsers compared, and this partner agreed to just those. */
  private async consents(tx: Transaction, partnerId: string, at: Date): Promise<boolean> {
    const { version, compareDevices } = termsAt(await this.store.directory.terms(tx), at.getTime());
    if (!compareDevices) return false;
    return (await this.store.partners.find(tx, partnerId))?.acceptedTerms === version;
  }

  digest(kind: SignKind, value: string): Buffer {
    return this.keys.hmac(`referrals.sign.${kind}`, value);
  }
}
