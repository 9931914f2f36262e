import { PassThrough } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ReferralExportQuery } from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import { Access, CurrentPrincipal, RateLimited, type Principal } from '../../../platform/http/index.js';
import { ExportsService, type ControlTotals } from '../application/exports.service.js';
import { personOf } from './person.js';

const FILES_PER_MINUTE = 20;

@ApiTags('admin')
@Controller('admin')
@Access({ platformAdmins: true })
export class AdminExportController {
  constructor(private readonly files: ExportsService) {}

  @Get('referral-export.csv')
  @ApiOperation({
    summary:
      'A file for accounting: RFC 4180, every text quoted; where a text could be taken for a formula an apostrophe stands in front of it.',
  })
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description:
      'Control totals in headers: x-export-rows, x-export-totals (`USD=1200 EUR=-5`, minor units), x-export-sha256.',
  })
  @RateLimited({ name: 'referral-export', per: 'tenant', limit: FILES_PER_MINUTE })
  async file(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: ReferralExportQuery }) query: ReferralExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.files.write(personOf(principal), query, (totals) => {
      const body = new PassThrough();
      void reply.headers(headersOf(query, totals)).send(body);
      return body;
    });
  }
}

const headersOf = (
  { dataset, from, to }: ReferralExportQuery,
  { rows, sums, sha256 }: ControlTotals,
): Record<string, string> => ({
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': `attachment; filename="orbisvoice-${[dataset, from, to].filter(Boolean).join('-')}.csv"`,
  'cache-control': 'no-store',
  'x-export-rows': String(rows),
  'x-export-totals': [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => `${currency}=${sum}`)
    .join(' '),
  'x-export-sha256': sha256,
});
