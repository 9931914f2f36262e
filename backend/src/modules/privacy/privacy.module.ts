import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/index.js';
import { TenantsModule } from '../tenants/index.js';
import { CallerErasures } from './application/caller-erasures.service.js';
import { CallerExports } from './application/caller-exports.service.js';
import { CallerRecords } from './application/caller-records.js';
import { ErasedByHand } from './application/erased-by-hand.js';
import { ErasureBell } from './application/erasure-bell.js';
import { ErasureMetrics } from './application/erasure-metrics.js';
import { ErasureWorks } from './application/erasure-work.service.js';
import { Remarking } from './application/remarking.service.js';
import { Tombstones } from './application/tombstones.service.js';
import { PrivacyController } from './http/privacy.controller.js';
import { EraseCallerJob } from './jobs/erase-caller.job.js';
import { MarkAnalysedCallerJob } from './jobs/mark-analysed-caller.job.js';
import { MarkBookedCallerJob } from './jobs/mark-booked-caller.job.js';
import { MarkCallerJob } from './jobs/mark-caller.job.js';
import { MarkRatedCallerJob } from './jobs/mark-rated-caller.job.js';
import { ErasuresRepository } from './persistence/erasures.repository.js';

@Module({
  imports: [TenantsModule, CallsModule],
  controllers: [PrivacyController],
  providers: [
    CallerErasures,
    CallerExports,
    CallerRecords,
    EraseCallerJob,
    ErasedByHand,
    ErasureBell,
    ErasureMetrics,
    ErasureWorks,
    ErasuresRepository,
    MarkAnalysedCallerJob,
    MarkBookedCallerJob,
    MarkCallerJob,
    MarkRatedCallerJob,
    Remarking,
    Tombstones,
  ],
})
export class PrivacyModule {}
