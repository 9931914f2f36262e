import { join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AppError, BuiltFiles, Public } from '../../../platform/http/index.js';
import { WIDGET_FOLDER } from '../application/widget-folder.js';

/** Languages that the script does not carry itself. */
@ApiTags('widget')
@Controller('widget/words')
export class WidgetWordsController {
  private readonly files = new BuiltFiles(join(WIDGET_FOLDER, 'dist', 'widget', 'words'));

  @Get(':file')
  @ApiOperation({ summary: 'The words of the widget in a language, `de.json`.' })
  @ApiProduces('application/json')
  @Header('cache-control', 'public, max-age=3600')
  @Public()
  async read(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const words = await this.files.find(`/${file}`);
    if (!words) throw new AppError('not_found');
    return reply.type(words.type).send(words.bytes);
  }
}
