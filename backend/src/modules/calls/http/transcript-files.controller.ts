import { Controller, Get, Header } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CallTranscript } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { TranscriptFiles } from '../application/transcript-files.service.js';

const FILE = 'attachment; filename="transcript';

/** What was said, as files to keep. */
@ApiTags('calls')
@Controller('calls')
@Access({ scopes: ['calls:read'] })
export class TranscriptFilesController {
  constructor(private readonly files: TranscriptFiles) {}

  @Get(':id/transcript.txt')
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', `${FILE}.txt"`)
  text(@CurrentPrincipal() principal: Principal, @PathId('call_not_found') id: string): Promise<string> {
    return this.files.text(principal.tenantId, id);
  }

  /** Captions, timed from the beginning of the call. */
  @Get(':id/transcript.vtt')
  @ApiProduces('text/vtt')
  @Header('content-type', 'text/vtt; charset=utf-8')
  @Header('content-disposition', `${FILE}.vtt"`)
  vtt(@CurrentPrincipal() principal: Principal, @PathId('call_not_found') id: string): Promise<string> {
    return this.files.vtt(principal.tenantId, id);
  }

  @Get(':id/transcript.json')
  @Answers(CallTranscript)
  @Header('content-disposition', `${FILE}.json"`)
  json(
    @CurrentPrincipal() principal: Principal,
    @PathId('call_not_found') id: string,
  ): Promise<CallTranscript> {
    return this.files.json(principal.tenantId, id);
  }
}
