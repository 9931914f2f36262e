import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { VOICE_IDS, VOICES, Voice, pageOf, type Page } from '@orbisvoice/contracts';
import { Access } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';

const ALL_VOICES: Voice[] = VOICE_IDS.map((id) => ({ id, description: VOICES[id] }));

@ApiTags('agents')
@Controller('voices')
export class VoicesController {
  /** The voices that an agent may speak with: few and fixed, so always one page. */
  @Get()
  @Answers(pageOf(Voice))
  @Access({ scopes: ['agents:read'] })
  list(): Page<Voice> {
    return { items: ALL_VOICES, nextCursor: null };
  }
}
