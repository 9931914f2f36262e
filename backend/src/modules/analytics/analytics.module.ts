import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/index.js';
import { AnalyticsRebuild } from './application/analytics-rebuild.service.js';
import { AnalyticsService } from './application/analytics.service.js';
import { CallCounter } from './application/call-counter.service.js';
import { AnalyticsController } from './http/analytics.controller.js';
import { CountAnalysisJob } from './jobs/count-analysis.job.js';
import { CountCallJob } from './jobs/count-call.job.js';
import { CountRatingJob } from './jobs/count-rating.job.js';
import { CountUnclaimedJob } from './jobs/count-unclaimed.job.js';
import { CountsRepository } from './persistence/counts.repository.js';
import { StatsRepository } from './persistence/stats.repository.js';
import { AnalyticsTeamData } from './persistence/analytics-team-data.js';

@Module({
  imports: [CallsModule],
  controllers: [AnalyticsController],
  providers: [
    AnalyticsTeamData,
    AnalyticsRebuild,
    AnalyticsService,
    CallCounter,
    CountAnalysisJob,
    CountCallJob,
    CountRatingJob,
    CountUnclaimedJob,
    CountsRepository,
    StatsRepository,
  ],
})
export class AnalyticsModule {}
