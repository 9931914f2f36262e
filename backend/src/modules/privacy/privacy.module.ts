import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/index.js';
import { TenantsModule } from '../tenants/index.js';
import { CallerErasures } from './application/caller-erasures.service.js';
import { CallerExports } from './application/caller-exports.service.js';
import { CallerRecords } from './application/caller-records.js';
import { DownloadLeases } from './application/download-leases.service.js';
import { ErasedByHand } from './application/erased-by-hand.js';
import { ErasureBell } from './application/erasure-bell.js';
import { ErasureMetrics } from './application/erasure-metrics.js';
import { ErasureWorks } from './application/erasure-work.service.js';
import { Remarking } from './application/remarking.service.js';
import { TeamArchive } from './application/team-archive.js';
import { TeamDownloads } from './application/team-downloads.service.js';
import { TeamExports } from './application/team-exports.service.js';
import { Tombstones } from './application/tombstones.service.js';
import { PrivacyController } from './http/privacy.controller.js';
import { TeamExportsController } from './http/team-exports.controller.js';
import { EraseCallerJob } from './jobs/erase-caller.job.js';
import { MarkAnalysedCallerJob } from './jobs/mark-analysed-caller.job.js';
import { MarkBookedCallerJob } from './jobs/mark-booked-caller.job.js';
import { MarkCallerJob } from './jobs/mark-caller.job.js';
import { MarkRatedCallerJob } from './jobs/mark-rated-caller.job.js';
import { ErasuresRepository } from './persistence/erasures.repository.js';
import { PrivacyTeamData } from './persistence/privacy-team-data.js';
import { TeamExportsRepository } from './persistence/team-exports.repository.js';

@Module({
  imports: [TenantsModule, CallsModule],
  controllers: [PrivacyController, TeamExportsController],
  providers: [
    CallerErasures,
    CallerExports,
    CallerRecords,
    DownloadLeases,
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
    PrivacyTeamData,
    Remarking,
    TeamArchive,
    TeamDownloads,
    TeamExports,
    TeamExportsRepository,
    Tombstones,
  ],
})
export class PrivacyModule {}
