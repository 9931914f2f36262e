import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Analytics, AnalyticsQuery } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { toCsv } from '../application/analytics-csv.js';
import { AnalyticsService } from '../application/analytics.service.js';

@ApiTags('analytics')
@Controller()
@Access({ scopes: ['calls:read'] })
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  /** Volume, duration, speed, failures, cost and the way of calls over a stretch of time. */
  @Get('analytics')
  @Answers(Analytics)
  read(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AnalyticsQuery }) query: AnalyticsQuery,
  ): Promise<Analytics> {
    return this.analytics.read(principal.tenantId, query);
  }

  /** The series of the same question, one line a point. */
  @Get('analytics.csv')
  @ApiProduces('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="orbisvoice-analytics.csv"')
  async csv(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AnalyticsQuery }) query: AnalyticsQuery,
  ): Promise<string> {
    return toCsv(await this.analytics.read(principal.tenantId, query));
  }
}
