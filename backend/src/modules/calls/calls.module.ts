import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.js';
import { TenantsModule } from '../tenants/index.js';
import { CallEnds } from './application/call-ends.service.js';
import { CallsFacade } from './application/calls-facade.js';
import { CallsService } from './application/calls.service.js';
import { OrphanSweep } from './application/orphan-sweep.service.js';
import { TranscriptAssembler } from './application/transcript-assembler.service.js';
import { CallsController } from './http/calls.controller.js';
import { AssembleTranscriptJob } from './jobs/assemble-transcript.job.js';
import { OrphanSweepJob } from './jobs/orphan-sweep.job.js';
import { CallHistoryRepository } from './persistence/call-history.repository.js';
import { CallLogRepository } from './persistence/call-log.repository.js';
import { OpenCallsRepository } from './persistence/open-calls.repository.js';
import { TranscriptsRepository } from './persistence/transcripts.repository.js';

@Module({
  imports: [TenantsModule, AgentsModule],
  controllers: [CallsController],
  providers: [
    CallEnds,
    CallsFacade,
    CallsService,
    OrphanSweep,
    TranscriptAssembler,
    AssembleTranscriptJob,
    OrphanSweepJob,
    CallHistoryRepository,
    CallLogRepository,
    OpenCallsRepository,
    TranscriptsRepository,
  ],
  exports: [CallsFacade],
})
export class CallsModule {}
