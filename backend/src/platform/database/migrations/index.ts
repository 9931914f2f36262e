import type { MigrationClass } from '../data-source.js';
import { Platform1795000000000 } from './1795000000000-platform.js';
import { Identity1795100000000 } from './1795100000000-identity.js';
import { Agents1795200000000 } from './1795200000000-agents.js';
import { Calls1795200001000 } from './1795200001000-calls.js';
import { SearchTranscripts1795200002000 } from './1795200002000-search-transcripts.js';
import { Tools1795400000000 } from './1795400000000-tools.js';
import { CallHealth1795500000000 } from './1795500000000-call-health.js';
import { CallResumptions1795600000000 } from './1795600000000-call-resumptions.js';
import { TurnTaking1795800000000 } from './1795800000000-turn-taking.js';
import { CallFigures1795900000000 } from './1795900000000-call-figures.js';
import { CallLimits1795901000000 } from './1795901000000-call-limits.js';
import { Widget1796000000000 } from './1796000000000-widget.js';
import { Referrals1796100000000 } from './1796100000000-referrals.js';
import { Activations1796100001000 } from './1796100001000-activations.js';
import { ReferralActivations1796100002000 } from './1796100002000-referral-activations.js';
import { ReferralClicks1796200000000 } from './1796200000000-referral-clicks.js';
import { ReferralMessages1796200001000 } from './1796200001000-referral-messages.js';
import { TakeCall1796300000000 } from './1796300000000-take-call.js';
import { WriteCall1796300001000 } from './1796300001000-write-call.js';
import { LiveEvents1796400000000 } from './1796400000000-live-events.js';
import { AgentVersions1796500000000 } from './1796500000000-agent-versions.js';
import { VoicePreviews1796500001000 } from './1796500001000-voice-previews.js';
import { CallFacts1796600000000 } from './1796600000000-call-facts.js';
import { Analytics1796600001000 } from './1796600001000-analytics.js';
import { Affiliates1796700000000 } from './1796700000000-affiliates.js';
import { Acquisition1796700001000 } from './1796700001000-acquisition.js';
import { ReferralMirror1796700002000 } from './1796700002000-referral-mirror.js';
import { Webhooks1796800000000 } from './1796800000000-webhooks.js';
import { ReferralCare1796900000000 } from './1796900000000-referral-care.js';
import { Onboarding1797300000000 } from './1797300000000-onboarding.js';
import { Rewrap1797400000000 } from './1797400000000-rewrap.js';
import { OutboxDead1797450000000 } from './1797450000000-outbox-dead.js';
import { Retention1797500000000 } from './1797500000000-retention.js';
import { CallAnalysis1797510000000 } from './1797510000000-call-analysis.js';
import { FollowUps1797510001000 } from './1797510001000-follow-ups.js';
import { ReferralSubjects1797540000000 } from './1797540000000-referral-subjects.js';
import { ReferralDevices1797540001000 } from './1797540001000-referral-devices.js';
import { Privacy1797550000000 } from './1797550000000-privacy.js';
import { AuditChain1797550001000 } from './1797550001000-audit-chain.js';
import { OutboxTrace1797560000000 } from './1797560000000-outbox-trace.js';
import { SearchWithTheList1797560001000 } from './1797560001000-search-with-the-list.js';
import { OutboxTries1797580000000 } from './1797580000000-outbox-tries.js';
import { SubjectsOfFormerFacts1797590000000 } from './1797590000000-subjects-of-former-facts.js';
import { AppliedMigrations1797590001000 } from './1797590001000-applied-migrations.js';
import { WholeCounts1797600000000 } from './1797600000000-whole-counts.js';
import { WidgetWords1797610000000 } from './1797610000000-widget-words.js';
import { TeamExports1797620000000 } from './1797620000000-team-exports.js';
import { AnalysisTries1797635000000 } from './1797635000000-analysis-tries.js';
import { RetentionOfNewTeams1797636000000 } from './1797636000000-retention-of-new-teams.js';
import { EntriesByAccount1797637000000 } from './1797637000000-entries-by-account.js';
import { CallsOfMessages1797639000000 } from './1797639000000-calls-of-messages.js';
import { BookingsOfCalls1797639001000 } from './1797639001000-bookings-of-calls.js';
import { IdsOfStartedCalls1797643000000 } from './1797643000000-ids-of-started-calls.js';
import { EndsOfMails1797643001000 } from './1797643001000-ends-of-mails.js';
import { DroppedWork1797643002000 } from './1797643002000-dropped-work.js';
import { LooseRecords1797650000000 } from './1797650000000-loose-records.js';

/** In the order of their timestamps; a migration is never changed once it is merged. */
export const MIGRATIONS: readonly MigrationClass[] = [
  Platform1795000000000,
  Identity1795100000000,
  Agents1795200000000,
  Calls1795200001000,
  SearchTranscripts1795200002000,
  Tools1795400000000,
  CallHealth1795500000000,
  CallResumptions1795600000000,
  TurnTaking1795800000000,
  CallFigures1795900000000,
  CallLimits1795901000000,
  Widget1796000000000,
  Referrals1796100000000,
  Activations1796100001000,
  ReferralActivations1796100002000,
  ReferralClicks1796200000000,
  ReferralMessages1796200001000,
  TakeCall1796300000000,
  WriteCall1796300001000,
  LiveEvents1796400000000,
  AgentVersions1796500000000,
  VoicePreviews1796500001000,
  CallFacts1796600000000,
  Analytics1796600001000,
  Affiliates1796700000000,
  Acquisition1796700001000,
  ReferralMirror1796700002000,
  Webhooks1796800000000,
  ReferralCare1796900000000,
  Onboarding1797300000000,
  Rewrap1797400000000,
  OutboxDead1797450000000,
  Retention1797500000000,
  CallAnalysis1797510000000,
  FollowUps1797510001000,
  ReferralSubjects1797540000000,
  ReferralDevices1797540001000,
  Privacy1797550000000,
  AuditChain1797550001000,
  OutboxTrace1797560000000,
  SearchWithTheList1797560001000,
  OutboxTries1797580000000,
  SubjectsOfFormerFacts1797590000000,
  AppliedMigrations1797590001000,
  WholeCounts1797600000000,
  WidgetWords1797610000000,
  TeamExports1797620000000,
  AnalysisTries1797635000000,
  RetentionOfNewTeams1797636000000,
  EntriesByAccount1797637000000,
  CallsOfMessages1797639000000,
  BookingsOfCalls1797639001000,
  IdsOfStartedCalls1797643000000,
  EndsOfMails1797643001000,
  DroppedWork1797643002000,
  LooseRecords1797650000000,
];
