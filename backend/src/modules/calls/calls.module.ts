import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.js';
import { CallSetting } from './application/call-setting.js';
import { TenantsModule } from '../tenants/index.js';
import { ActivationService } from './application/activation.service.js';
import { AgentActivityService } from './application/agent-activity.service.js';
import { CallerCalls } from './application/caller-calls.service.js';
import { CallChannels } from './application/call-channels.service.js';
import { CallErasure } from './application/call-erasure.js';
import { CallAnalyses } from './application/call-analyses.service.js';
import { CallEnds } from './application/call-ends.service.js';
import { CallFacts } from './application/call-facts.service.js';
import { CallPlaces } from './application/call-places.service.js';
import { CallQuotas } from './application/call-quotas.service.js';
import { CallRatings } from './application/call-ratings.service.js';
import { CallResumptions } from './application/call-resumptions.js';
import { CallRetentions } from './application/call-retention.service.js';
import { CallsFacade } from './application/calls-facade.js';
import { CallsService } from './application/calls.service.js';
import { OldCalls } from './application/old-calls.service.js';
import { OrphanSweep } from './application/orphan-sweep.service.js';
import { RetentionSweep } from './application/retention-sweep.service.js';
import { RatingTokens } from './application/rating-tokens.js';
import { TranscriptAssembler } from './application/transcript-assembler.service.js';
import { TranscriptFiles } from './application/transcript-files.service.js';
import { AgentActivityController } from './http/agent-activity.controller.js';
import { CallRetentionController } from './http/call-retention.controller.js';
import { CallRatingsController } from './http/call-ratings.controller.js';
import { CallsController } from './http/calls.controller.js';
import { TranscriptFilesController } from './http/transcript-files.controller.js';
import { AssembleTranscriptJob } from './jobs/assemble-transcript.job.js';
import { EraseOldCallsJob } from './jobs/erase-old-calls.job.js';
import { NoteActivationJob } from './jobs/note-activation.job.js';
import { OrphanSweepJob } from './jobs/orphan-sweep.job.js';
import { ActivationsRepository } from './persistence/activations.repository.js';
import { AgentActivityRepository } from './persistence/agent-activity.repository.js';
import { CallChannelsRepository } from './persistence/call-channels.repository.js';
import { CallAnalysesRepository } from './persistence/call-analyses.repository.js';
import { CallResumptionsRepository } from './persistence/call-resumptions.repository.js';
import { CallFactsRepository } from './persistence/call-facts.repository.js';
import { CallHistoryRepository } from './persistence/call-history.repository.js';
import { CallLogRepository } from './persistence/call-log.repository.js';
import { CallPlacesRepository } from './persistence/call-places.repository.js';
import { CallerMarksRepository } from './persistence/caller-marks.repository.js';
import { CallRetentionRepository } from './persistence/call-retention.repository.js';
import { CallTakingRepository } from './persistence/call-taking.repository.js';
import { OpenCallsRepository } from './persistence/open-calls.repository.js';
import { RunningCallsRepository } from './persistence/running-calls.repository.js';
import { TranscriptsRepository } from './persistence/transcripts.repository.js';
import { VisitorAnswersRepository } from './persistence/visitor-answers.repository.js';
import { CallsTeamData } from './persistence/calls-team-data.js';

@Module({
  imports: [TenantsModule, AgentsModule],
  controllers: [
    AgentActivityController,
    CallsController,
    CallRatingsController,
    CallRetentionController,
    TranscriptFilesController,
  ],
  providers: [
    CallsTeamData,
    ActivationService,
    AgentActivityRepository,
    AgentActivityService,
    CallChannels,
    CallChannelsRepository,
    CallAnalyses,
    CallEnds,
    CallerCalls,
    CallErasure,
    CallFacts,
    CallPlaces,
    CallQuotas,
    CallRatings,
    CallResumptions,
    CallRetentions,
    CallsFacade,
    CallsService,
    CallSetting,
    OldCalls,
    OrphanSweep,
    RatingTokens,
    RetentionSweep,
    TranscriptAssembler,
    TranscriptFiles,
    AssembleTranscriptJob,
    EraseOldCallsJob,
    NoteActivationJob,
    OrphanSweepJob,
    ActivationsRepository,
    CallAnalysesRepository,
    CallFactsRepository,
    CallHistoryRepository,
    CallLogRepository,
    CallPlacesRepository,
    CallerMarksRepository,
    CallRetentionRepository,
    CallTakingRepository,
    CallResumptionsRepository,
    OpenCallsRepository,
    RunningCallsRepository,
    TranscriptsRepository,
    VisitorAnswersRepository,
  ],
  exports: [
    CallAnalyses,
    CallChannels,
    CallerCalls,
    CallErasure,
    CallFacts,
    CallQuotas,
    CallResumptions,
    CallsFacade,
    RatingTokens,
  ],
})
export class CallsModule {}
