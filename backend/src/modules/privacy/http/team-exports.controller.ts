import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AskTeamExport, PageQuery, pageOf, TeamExport, type Page } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  Answers,
  AppError,
  CurrentPrincipal,
  PathId,
  RateLimited,
  type UserPrincipal,
} from '../../../platform/http/index.js';
import { TeamDownloads } from '../application/team-downloads.service.js';
import { TeamExports } from '../application/team-exports.service.js';

/** A reader who takes nothing for so long has gone; a browser that waits for a disk has not. */
const STILL_MS = 120_000;

/** Everything that a team has, for its owners alone: no admin and no key may take it along. */
@ApiTags('privacy')
@Controller('privacy/team-exports')
@Access({ roles: ['owner'] })
export class TeamExportsController {
  constructor(
    private readonly exports: TeamExports,
    private readonly downloads: TeamDownloads,
  ) {}

  /** Asks for an export, which whoever asks may download within the hour. Takes the password once more. */
  @Post()
  @Answers(TeamExport, 201)
  @RateLimited({ name: 'team-export', per: 'tenant', limit: 20 })
  ask(
    @CurrentPrincipal() person: UserPrincipal,
    @Body({ schema: AskTeamExport }) { password }: AskTeamExport,
    @Req() request: FastifyRequest,
  ): Promise<TeamExport> {
    return this.exports.ask(person, password, request.ip);
  }

  /** Newest first, with how far each download has come. */
  @Get()
  @Answers(pageOf(TeamExport))
  list(
    @CurrentPrincipal() { tenantId }: UserPrincipal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<TeamExport>> {
    return this.exports.list(tenantId, query);
  }

  /**
   * The archive, made while it is read: its length is not known beforehand. What breaks off may be begun again within the
   * hour; a download of the same export that still goes on ends then.
   */
  @Get(':id/download')
  @ApiProduces('application/zip')
  @ApiResponse({
    status: 200,
    description: 'A ZIP archive (docs/architecture/privacy.md says what is in it).',
  })
  async download(
    @CurrentPrincipal() person: UserPrincipal,
    @PathId('not_found') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Fastify answers a HEAD by this route too, and would read the whole archive for it.
    if (request.method !== 'GET') throw new AppError('method_not_allowed');
    await this.downloads.write(person, id, async (archive, stop) => {
      reply.raw.setTimeout(STILL_MS);
      stop.addEventListener('abort', () => {
        if (!reply.raw.writableFinished) request.socket.destroy();
      });
      void reply.headers(headersOf(new Date())).send(archive);
      await handedOn(request, reply);
    });
  }
}

/**
 * Resolves when the last byte was given to the network, rejects when the reader has gone. The connection is listened to as
 * well: an answer that waits behind others on it is told nothing when it closes, and one whose reader has hung up and
 * takes nothing more would wait for its bytes to be taken.
 */
async function handedOn({ socket }: FastifyRequest, { raw }: FastifyReply): Promise<void> {
  if (!socket.destroyed)
    await new Promise<void>((resolve) => {
      raw.once('close', resolve);
      for (const event of ['end', 'close']) socket.once(event, resolve);
    });
  if (!raw.writableFinished) throw new Error('the reader has gone');
}

const headersOf = (day: Date): Record<string, string> => ({
  'content-type': 'application/zip',
  'content-disposition': `attachment; filename="orbisvoice-team-${day.toISOString().slice(0, 10)}.zip"`,
  'cache-control': 'no-store',
  // A proxy that collects would fill its disk with what people said, and hide from us how fast the reader is.
  'x-accel-buffering': 'no',
});
