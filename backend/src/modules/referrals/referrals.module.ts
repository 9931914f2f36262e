import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/index.js';
import { AccountHold } from './application/account-hold.js';
import { AccountReader } from './application/account-reader.js';
import { Cohorts } from './application/cohorts.service.js';
import { CustomerPartners } from './application/customer-partners.service.js';
import { FactEffects, FactIntake } from './application/fact-intake.js';
import { Inbox } from './application/inbox.service.js';
import { LedgerPosting } from './application/ledger-posting.js';
import { LinkFinder } from './application/link-finder.js';
import { MyReferrals, PartnerStore } from './application/my-referrals.service.js';
import { OfficeDesk } from './application/office-desk.service.js';
import { OfficeService } from './application/office.service.js';
import { PartnersService } from './application/partners.service.js';
import { PayoutDesk } from './application/payout-desk.js';
import { MethodStore, PayoutMethodsService } from './application/payout-methods.service.js';
import { PayoutsService, PayoutStore } from './application/payouts.service.js';
import { ProductFacts } from './application/product-facts.service.js';
import { Rebuild } from './application/rebuild.service.js';
import { Receivers } from './application/receivers.js';
import { Reseal } from './application/reseal.service.js';
import { ReferralRecompute } from './application/referral-recompute.js';
import { Senders } from './application/senders.js';
import { StripeInbox } from './application/stripe-inbox.service.js';
import { VerificationService } from './application/verification.service.js';
import { Visits } from './application/visits.service.js';
import { AdminPayoutsController } from './http/admin-payouts.controller.js';
import { AdminReferralsController } from './http/admin-referrals.controller.js';
import { LinksController } from './http/links.controller.js';
import { MyReferralsController } from './http/my-referrals.controller.js';
import { ReceiversController } from './http/receivers.controller.js';
import { NoteReferredActivationJob } from './jobs/note-referred-activation.job.js';
import { NoteReferredSignupJob } from './jobs/note-referred-signup.job.js';
import { ClicksRepository } from './persistence/clicks.repository.js';
import { CohortsRepository } from './persistence/cohorts.repository.js';
import { DirectoryRepository } from './persistence/directory.repository.js';
import { FactsRepository } from './persistence/facts.repository.js';
import { LedgerRepository } from './persistence/ledger.repository.js';
import { LinksRepository } from './persistence/links.repository.js';
import { MessagesRepository } from './persistence/messages.repository.js';
import { OfficeRepository } from './persistence/office.repository.js';
import { PartnerFiguresRepository } from './persistence/partner-figures.repository.js';
import { PartnersRepository } from './persistence/partners.repository.js';
import { PayoutsRepository } from './persistence/payouts.repository.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';
import { SealedValuesRepository } from './persistence/sealed-values.repository.js';
import { ReferralsRepository } from './persistence/referrals.repository.js';
import { AffiliatesService } from './application/affiliates.service.js';
import { MyLinks } from './application/my-links.service.js';
import { PartnerPost } from './application/partner-post.js';
import { PartnerTokens } from './application/partner-tokens.js';
import { ClickCounter } from './application/click-counter.js';
import { AffiliatePage } from './application/affiliate-page.js';
import { TermsService } from './application/terms.service.js';
import { AffiliateCookie } from './http/affiliate-cookie.js';
import { AffiliatesController } from './http/affiliates.controller.js';
import { MyPayoutsController } from './http/my-payouts.controller.js';
import { PartnerGuard } from './http/partner.guard.js';
import { ContactsRepository } from './persistence/contacts.repository.js';
import { PartnerAccessRepository } from './persistence/partner-access.repository.js';
import { PayoutMethodsRepository } from './persistence/payout-methods.repository.js';
import { ReferredPeopleRepository } from './persistence/referred-people.repository.js';
import { PayoutFollowing } from './application/payout-following.js';
import { PartnerDesk, PartnerFile } from './application/partner-desk.service.js';
import { PayoutAddresses } from './application/payout-addresses.service.js';
import { AdminPartnersController } from './http/admin-partners.controller.js';
import { ReferralNews } from './application/referral-news.js';
import { MyLiveController } from './http/my-live.controller.js';
import { AdjustmentPosting } from './application/adjustment-posting.js';
import { ExportsService, ExportSources } from './application/exports.service.js';
import { AdminExportController } from './http/admin-export.controller.js';
import { ExportsRepository } from './persistence/exports.repository.js';
import { MirrorDesk } from './application/mirror-desk.service.js';
import { Mirroring } from './application/mirroring.service.js';
import { ReferralMirror } from './application/referral-mirror.port.js';
import { ServiceNotices } from './application/service-notices.js';
import { AdminMirrorController } from './http/admin-mirror.controller.js';
import { MirrorFactJob } from './jobs/mirror-fact.job.js';
import { NoMirror } from './mirror/no-mirror.js';
import { RefRefMirror } from './mirror/refref-mirror.js';
import { REFREF_NOTICE } from './mirror/refref-notice.js';
import { MirrorDeliveriesRepository } from './persistence/mirror-deliveries.repository.js';
import { ErasureService, PartnerTraces } from './application/erasure.service.js';
import { MailRounds } from './application/mail-rounds.js';
import { ProgrammeAge } from './application/programme-age.js';
import { ReferralsTeamData } from './application/referrals-team-data.js';
import { ReferredPeople } from './application/referred-people.js';
import { RiskStore, RiskWatch } from './application/risk-watch.js';
import { SharedAccounts } from './application/shared-accounts.js';
import { ConsentStore, Signs } from './application/signs.js';
import { Suspicions } from './application/suspicions.js';
import { TeamBilling } from './application/team-billing.service.js';
import { TeamReferrerService } from './application/team-referrer.service.js';
import { TermsDesk } from './application/terms-desk.service.js';
import { MailRoundsJob } from './jobs/mail-rounds.job.js';
import { ProgrammeAgeJob } from './jobs/programme-age.job.js';
import { WatchReferralsJob } from './jobs/watch-referrals.job.js';
import { MailingsRepository } from './persistence/mailings.repository.js';
import { RiskFiguresRepository } from './persistence/risk-figures.repository.js';
import { TeamReferralsRepository } from './persistence/team-referrals.repository.js';
import { SignsRepository } from './persistence/signs.repository.js';
import { AdminErasureController } from './http/admin-erasure.controller.js';
import { AdminTermsController } from './http/admin-terms.controller.js';
import { TeamBillingController } from './http/team-billing.controller.js';
import { TeamReferrerController } from './http/team-referrer.controller.js';
import { AppConfig } from '@orbisvoice/config';

@Module({
  imports: [TenantsModule],
  controllers: [
    AdminErasureController,
    AdminTermsController,
    TeamBillingController,
    TeamReferrerController,
    AdminPartnersController,
    AdminExportController,
    AdminMirrorController,
    AdminPayoutsController,
    AdminReferralsController,
    AffiliatesController,
    LinksController,
    MyLiveController,
    MyPayoutsController,
    MyReferralsController,
    ReceiversController,
  ],
  providers: [
    ReferralsTeamData,
    TeamReferralsRepository,
    ErasureService,
    PartnerTraces,
    MailRounds,
    ProgrammeAge,
    ReferredPeople,
    RiskStore,
    RiskWatch,
    SharedAccounts,
    ConsentStore,
    Signs,
    Suspicions,
    TeamBilling,
    TeamReferrerService,
    TermsDesk,
    MailRoundsJob,
    ProgrammeAgeJob,
    WatchReferralsJob,
    MailingsRepository,
    RiskFiguresRepository,
    SignsRepository,
    Reseal,
    SealedValuesRepository,
    FactEffects,
    MirrorDeliveriesRepository,
    MirrorDesk,
    MirrorFactJob,
    Mirroring,
    {
      provide: ReferralMirror,
      useFactory: ({ refref }: AppConfig) => (refref ? new RefRefMirror(refref) : new NoMirror()),
      inject: [AppConfig],
    },
    { provide: ServiceNotices, useValue: { services: [REFREF_NOTICE] } },
    ExportsRepository,
    ExportsService,
    ExportSources,
    AdjustmentPosting,
    ReferralNews,
    PartnerDesk,
    PartnerFile,
    PayoutAddresses,
    PayoutFollowing,
    AffiliateCookie,
    AffiliatesService,
    ContactsRepository,
    MethodStore,
    MyLinks,
    PartnerAccessRepository,
    PartnerGuard,
    PartnerPost,
    PartnerTokens,
    PayoutMethodsRepository,
    PayoutStore,
    ReferredPeopleRepository,
    AffiliatePage,
    ClickCounter,
    TermsService,
    AccountHold,
    AccountReader,
    Cohorts,
    CustomerPartners,
    FactIntake,
    Inbox,
    LedgerPosting,
    LinkFinder,
    MyReferrals,
    OfficeDesk,
    OfficeService,
    PartnersService,
    PayoutDesk,
    PayoutMethodsService,
    PayoutsService,
    ProductFacts,
    Rebuild,
    Receivers,
    ReferralRecompute,
    Senders,
    StripeInbox,
    VerificationService,
    Visits,
    NoteReferredActivationJob,
    NoteReferredSignupJob,
    ClicksRepository,
    CohortsRepository,
    DirectoryRepository,
    OfficeRepository,
    FactsRepository,
    LedgerRepository,
    LinksRepository,
    MessagesRepository,
    PartnerFiguresRepository,
    PartnerStore,
    PartnersRepository,
    PayoutsRepository,
    ProgrammeDatabase,
    ReferralsRepository,
  ],
})
export class ReferralsModule {}
