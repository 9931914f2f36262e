import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing, newId } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { mayBecome, type PartnerStatus } from '../domain/directory.js';
import { codeFrom } from '../domain/referral-code.js';
import { isVanityCode } from '../domain/vanity-code.js';
import { LinksRepository, type LinkRecord } from '../persistence/links.repository.js';
import { PartnersRepository, type NewPartner } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { addressKey } from './address-key.js';
import { Signs } from './signs.js';

/** Where a link leads unless it says otherwise; names of destinations, never addresses. */
const HOME = 'home';
const CODE_ATTEMPTS = 5;

export interface NewCustomer {
  userId: string;
  tenantId: TenantId;
  email: string;
}

/** Who refers, under which codes. */
@Injectable()
export class PartnersService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly partners: PartnersRepository,
    private readonly links: LinksRepository,
    private readonly keys: KeyRing,
    private readonly signs: Signs,
    private readonly clock: Clock,
  ) {}

  /** The partner that this person is; made with a first link where there is none. A customer needs no review. */
  async ofCustomer(customer: NewCustomer): Promise<string> {
    const known = await this.programme.asUser(customer.userId, (tx) =>
      this.partners.idOfUser(tx, customer.userId),
    );
    if (known) return known;
    return this.programme.office(async (tx) => {
      const { userId, tenantId, email } = customer;
      const partner = this.partner({ kind: 'customer', userId, homeTenantId: tenantId }, email);
      if (await this.partners.insert(tx, partner)) {
        await this.signs.ofAddress(tx, partner.id, email);
        return this.opened(tx, partner, 'active');
      }
      const other = await this.partners.idOfUser(tx, userId);
      if (!other) throw new AppError('conflict', { message: 'This address belongs to another partner.' });
      return other;
    });
  }

  /** Inside the office. Undefined where this address belongs to a partner already. */
  async addAffiliate(
    tx: Transaction,
    affiliate: { email: string; displayName: string; country: string },
  ): Promise<string | undefined> {
    const partner = this.partner({ kind: 'affiliate', userId: null, homeTenantId: null }, affiliate.email);
    const named = { ...partner, displayName: affiliate.displayName, country: affiliate.country };
    if (!(await this.partners.insert(tx, named))) return undefined;
    await this.signs.ofAddress(tx, named.id, affiliate.email);
    return this.opened(tx, named, 'email_pending');
  }

  /** @throws AppError `conflict` where a partner cannot go from its present status to this one. */
  async setStatus(
    tx: Transaction,
    partnerId: string,
    status: PartnerStatus,
    by: { actorId: string | null; reason: string },
  ): Promise<void> {
    await this.partners.hold(tx, partnerId);
    const partner = await this.partners.find(tx, partnerId);
    if (!partner) throw new AppError('not_found');
    if (!mayBecome(partner.status, status))
      throw new AppError('conflict', { message: `This partner is ${partner.status}.` });
    await this.partners.addStatus(tx, partnerId, { status, at: this.clock.now(), ...by });
  }

  /** Ends it, from whatever state; gives when. Inside the office. */
  async close(
    tx: Transaction,
    partnerId: string,
    by: { actorId: string | null; reason: string },
  ): Promise<Date> {
    await this.partners.hold(tx, partnerId);
    const partner = await this.partners.find(tx, partnerId);
    if (!partner) throw new AppError('not_found');
    const at = this.clock.now();
    if (mayBecome(partner.status, 'closed'))
      await this.partners.addStatus(tx, partnerId, { status: 'closed', at, ...by });
    return at;
  }

  /** Inside the office. */
  async exists(tx: Transaction, partnerId: string): Promise<boolean> {
    return (await this.partners.find(tx, partnerId)) !== undefined;
  }

  /**
   * A code of the partner's own choice. @throws AppError `unprocessable` for one that may not be chosen, `conflict` for
   * one that is or was somebody's.
   */
  async addVanityLink(
    tx: Transaction,
    partnerId: string,
    code: string,
    destination: string,
  ): Promise<LinkRecord> {
    if (!isVanityCode(code))
      throw new AppError('unprocessable', { details: [{ path: 'code', message: 'may not be chosen' }] });
    const link = { id: newId(), partnerId, code, destination, createdAt: this.clock.now() };
    if (!(await this.links.insert(tx, link)))
      throw new AppError('conflict', { message: 'This code is taken.' });
    return { ...link, retiredAt: null };
  }

  /** Inside the office. */
  async addLink(tx: Transaction, partnerId: string, destination = HOME): Promise<LinkRecord> {
    for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt++) {
      const code = codeFrom(() => randomBytes(16));
      const link = { id: newId(), partnerId, code, destination, createdAt: this.clock.now() };
      if (await this.links.insert(tx, link)) return { ...link, retiredAt: null };
    }
    throw new Error('no free referral code was found');
  }

  private partner(who: Pick<NewPartner, 'kind' | 'userId' | 'homeTenantId'>, email: string): NewPartner {
    const createdAt = this.clock.now();
    const emailKey = addressKey(this.keys, email);
    return { id: newId(createdAt.getTime()), ...who, emailKey, displayName: null, country: null, createdAt };
  }

  private async opened(
    tx: Transaction,
    { id, createdAt }: NewPartner,
    status: PartnerStatus,
  ): Promise<string> {
    await this.partners.addStatus(tx, id, { status, at: createdAt, actorId: null, reason: 'joined' });
    await this.addLink(tx, id);
    return id;
  }
}
