import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { VOICE_IDS, type VoiceId } from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import { sha256 } from '../../../platform/crypto/index.js';
import { Access, AppError } from '../../../platform/http/index.js';
import { VoicePreviews } from './voice-previews.service.js';

@ApiTags('agents')
@Controller('voices')
export class VoicePreviewsController {
  constructor(private readonly previews: VoicePreviews) {}

  /** The voice, saying a sentence: a WAV file, PCM16 mono. Spoken by the model once and kept, so the first answer takes seconds. */
  @Get(':id/preview')
  @ApiOkResponse({ content: { 'audio/wav': { schema: { type: 'string', format: 'binary' } } } })
  @Access({ scopes: ['agents:read'] })
  async read(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const voice = VOICE_IDS.find((voiceId): voiceId is VoiceId => voiceId === id);
    if (!voice) throw new AppError('voice_not_found');
    const wav = await this.previews.get(voice);
    const etag = `"${sha256(wav).toString('base64url')}"`;
    void reply.headers({ etag, 'cache-control': 'private, max-age=86400' });
    if (known === etag) await reply.status(304).send();
    else await reply.type('audio/wav').send(wav);
  }
}
