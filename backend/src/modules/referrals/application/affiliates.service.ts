import { Injectable } from '@nestjs/common';
import type { AffiliateEntered, ApplyAsAffiliate } from '@orbisvoice/contracts';
import { KeyRing, sha256 } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import type { PartnerStatus } from '../domain/directory.js';
import { PARTNER_MAILS } from '../domain/partner-mails.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { addressKey } from './address-key.js';
import { PartnerPost } from './partner-post.js';
import { PartnerTokens } from './partner-tokens.js';
import { PartnersService } from './partners.service.js';

const VERIFY_HOURS = 48;
const SIGN_IN_MINUTES = 30;

/**
 * Partners who have no account of a team. They prove their address by a link, and come back by another one. What the
 * public side answers is the same for every address; only the mailbox learns more.
 */
@Injectable()
export class AffiliatesService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly repository: PartnersRepository,
    private readonly partners: PartnersService,
    private readonly tokens: PartnerTokens,
    private readonly post: PartnerPost,
    private readonly keys: KeyRing,
  ) {}

  /** Whoever applies a second time gets another link and changes nothing: the form proves nobody. */
  async apply({ email, displayName, country, website, about }: ApplyAsAffiliate): Promise<void> {
    await this.programme.office(async (tx) => {
      const partnerId = await this.partners.addAffiliate(tx, { email, displayName, country });
      if (partnerId === undefined) return this.mailLink(tx, email);
      const contact = { email, name: displayName, website: website ?? null, about: about ?? null };
      await this.post.keepContact(tx, partnerId, contact);
      await this.mailLink(tx, email);
    });
  }

  async mailSignIn(email: string): Promise<void> {
    await this.programme.office((tx) => this.mailLink(tx, email));
  }

  /** Uses a mailed link up; the answer's session is for a cookie. */
  enter(token: string): Promise<AffiliateEntered & { session: string }> {
    return this.programme.office(async (tx) => {
      const { partnerId } = await this.tokens.use(tx, token, 'enter');
      await this.repository.hold(tx, partnerId);
      const partner = await this.repository.find(tx, partnerId);
      if (!partner) throw new AppError('token_invalid');
      const status = await this.confirmAddress(tx, partnerId, partner.status);
      return { partnerId, status, session: await this.tokens.openSession(tx, partnerId) };
    });
  }

  /** The partner behind a session of `enter`. */
  partnerOf(session: string): Promise<string | undefined> {
    return this.programme.office((tx) => this.tokens.partnerOf(tx, session));
  }

  leave(session: string): Promise<void> {
    return this.programme.office((tx) => this.tokens.endSession(tx, session));
  }

  private async confirmAddress(
    tx: Transaction,
    partnerId: string,
    status: PartnerStatus,
  ): Promise<PartnerStatus> {
    if (status !== 'email_pending') return status;
    await this.partners.setStatus(tx, partnerId, 'review_pending', {
      actorId: null,
      reason: 'address confirmed',
    });
    await this.post.send(tx, partnerId, partnerId, PARTNER_MAILS.applicationReceived);
    return 'review_pending';
  }

  /** Nothing for an address that nobody has. */
  private async mailLink(tx: Transaction, email: string): Promise<void> {
    const partner = await this.repository.byEmailKey(tx, addressKey(this.keys, email));
    if (!partner) return;
    const { id: partnerId, kind, status } = partner;
    if (kind === 'customer')
      return this.post.send(tx, partnerId, dayOf(new Date()), PARTNER_MAILS.alreadyCustomer);
    const pending = status === 'email_pending';
    const lifeMs = pending ? VERIFY_HOURS * 3_600_000 : SIGN_IN_MINUTES * 60_000;
    const wish = { partnerId, purpose: 'enter', methodId: null } as const;
    const token = await this.tokens.issue(tx, wish, lifeMs);
    if (token === undefined) return;
    await this.post.send(tx, partnerId, sha256(token).toString('hex').slice(0, 32), () =>
      pending
        ? PARTNER_MAILS.verifyAddress({ token, hours: VERIFY_HOURS })
        : PARTNER_MAILS.signIn({ token, minutes: SIGN_IN_MINUTES }),
    );
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
