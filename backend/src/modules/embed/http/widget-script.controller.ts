import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, Public } from '../../../platform/http/index.js';
import { WidgetBuilds } from '../application/widget-builds.service.js';
import type { WidgetBuild } from '../domain/widget-build.js';
import { FOR_GOOD, sendPublicFile } from './public-file.js';

const SCRIPT = 'text/javascript; charset=utf-8';
/** An hour for the newest widget to be everywhere; whoever holds an older copy uses it while asking for news. */
const NEWEST = 'public, max-age=300, stale-while-revalidate=3600';

/**
 * The widget's script, for any site: no secret is in it, and what may be done with it is decided by the routes that it
 * asks. The same file is the AudioWorklet module, which browsers fetch with CORS and check against CORP.
 */
@ApiTags('widget')
@Controller()
export class WidgetScriptController {
  constructor(private readonly builds: WidgetBuilds) {}

  @Get('widget.js')
  @ApiOperation({ summary: 'The newest widget, kept for minutes by browsers.' })
  @ApiProduces('text/javascript')
  @Public()
  async newest(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { current } = this.builds;
    if (!current)
      throw new AppError('not_found', { message: 'The widget was not built. Run npm run build.' });
    await send(current, NEWEST, request, reply);
  }

  @Get('widget@:file')
  @ApiOperation({ summary: 'One build of the widget, `widget@<version>.js`, the same for good.' })
  @ApiProduces('text/javascript')
  @Public()
  async pinned(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = /^([0-9A-Za-z.-]{1,80})\.js$/.exec(file)?.[1];
    const build = version === undefined ? undefined : await this.builds.find(version);
    if (!build) throw new AppError('not_found', { message: 'There is no such version of the widget.' });
    await send(build, FOR_GOOD, request, reply);
  }
}

function send(build: WidgetBuild, caching: string, request: FastifyRequest, reply: FastifyReply) {
  return sendPublicFile({ ...build, type: SCRIPT, caching }, request, reply);
}
