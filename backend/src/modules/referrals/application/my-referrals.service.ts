import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type {
  Page,
  PageQuery,
  ReferralEarnings,
  ReferralPayout,
  ReferralProfile,
  ReferredTeam,
} from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { idFrom } from '../domain/digest.js';
import { shareTexts } from '../domain/share-texts.js';
import { termsAt } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { LinksRepository } from '../persistence/links.repository.js';
import { PartnerFiguresRepository, type ReferredRow } from '../persistence/partner-figures.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { PayoutsRepository } from '../persistence/payouts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { AccountReader } from './account-reader.js';
import { toEarningsAccount } from './earnings.mapping.js';
import { toReferralLink } from './link.mapping.js';
import { toReferralPayout } from './payout.mapping.js';

/** The tables of partners, which are read together. */
@Injectable()
export class PartnerStore {
  constructor(
    readonly partners: PartnersRepository,
    readonly links: LinksRepository,
    readonly figures: PartnerFiguresRepository,
    readonly payouts: PayoutsRepository,
  ) {}
}

/** What a partner sees of the programme; each page is one consistent view. */
@Injectable()
export class MyReferrals {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly partners: PartnerStore,
    private readonly accounts: AccountReader,
    private readonly directory: DirectoryRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  profile(partnerId: string): Promise<ReferralProfile> {
    return this.programme.asPartner(partnerId, async (tx) => {
      const partner = await this.partners.partners.find(tx, partnerId);
      if (!partner) throw new AppError('not_found');
      const { version } = termsAt(await this.directory.terms(tx), this.clock.now().getTime());
      const links = await this.partners.links.ofPartner(tx, partnerId);
      const shown = links.map((link) => toReferralLink(link, this.config.publicUrl));
      return {
        partnerId,
        kind: partner.kind,
        status: partner.status,
        terms: {
          version,
          accepted: partner.acceptedTerms === version,
          acceptances: await this.partners.partners.acceptances(tx, partnerId),
        },
        payoutMethodConfirmed: partner.methodVerifiedAt !== null,
        links: shown,
        shareTexts: shareTexts(shown.find(({ retiredAt }) => retiredAt === null)?.url),
        counts: await this.partners.figures.counts(tx, partnerId),
      };
    });
  }

  earnings(partnerId: string): Promise<ReferralEarnings> {
    const now = this.clock.now();
    return this.programme.officeSnapshot(async (tx) => {
      const terms = termsAt(await this.directory.terms(tx), now.getTime());
      const accounts = await this.accounts.ofPartner(tx, partnerId);
      return {
        asOf: now.toISOString(),
        accounts: accounts.map((account) => toEarningsAccount(account, terms, now.getTime())),
      };
    });
  }

  history(partnerId: string, { limit, cursor }: PageQuery): Promise<Page<ReferredTeam>> {
    const before = idOfCursor(cursor);
    return this.programme.asPartner(partnerId, async (tx) => {
      const rows = await this.partners.figures.referred(tx, partnerId, before, limit + 1);
      return pageById(rows, limit, ({ tenantId }) => tenantId, toReferredTeam);
    });
  }

  payouts(partnerId: string, { limit, cursor }: PageQuery): Promise<Page<ReferralPayout>> {
    const before = idOfCursor(cursor);
    return this.programme.asPartner(partnerId, async (tx) => {
      const rows = await this.partners.payouts.ofPartner(tx, partnerId, before, limit + 1);
      return pageById(rows, limit, ({ id }) => id, toReferralPayout);
    });
  }
}

/** The team's own id is not the partner's business. */
const toReferredTeam = ({
  tenantId,
  name,
  channel,
  signedUpAt,
  activated,
  paying,
  earned,
}: ReferredRow): ReferredTeam => ({
  id: idFrom(`referred:${tenantId}`),
  name,
  channel,
  signedUpAt: signedUpAt.toISOString(),
  activated,
  paying,
  earned,
});
