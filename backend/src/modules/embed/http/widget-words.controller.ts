import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, Public } from '../../../platform/http/index.js';
import { WidgetWords } from '../application/widget-words.service.js';
import { FOR_GOOD, sendPublicFile } from './public-file.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Languages that the script does not carry itself. */
@ApiTags('widget')
@Controller('widget/words')
export class WidgetWordsController {
  constructor(private readonly words: WidgetWords) {}

  @Get(':file')
  @ApiOperation({
    summary: 'The words of one build of the widget in a language, `de@<digest>.json`, the same for good.',
  })
  @ApiProduces('application/json')
  @Public()
  async read(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = /^([a-z]{2}@[0-9a-f]{1,64})\.json$/.exec(file)?.[1];
    const source = name === undefined ? undefined : await this.words.find(name);
    if (!source) throw new AppError('not_found', { message: 'There are no such words of the widget.' });
    const fixed = { type: JSON_TYPE, etag: `"${name}"`, caching: FOR_GOOD };
    await sendPublicFile({ ...fixed, source }, request, reply);
  }
}
