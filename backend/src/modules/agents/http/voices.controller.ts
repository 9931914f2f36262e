import { Controller, Get } from '@nestjs/common';
import { VOICE_IDS, VOICES, type Page, type Voice } from '@orbisvoice/contracts';
import { Access } from '../../../platform/http/index.js';

const ALL_VOICES: Voice[] = VOICE_IDS.map((id) => ({ id, description: VOICES[id] }));

@Controller('voices')
export class VoicesController {
  /** The voices that an agent may speak with: few and fixed, so always one page. */
  @Get()
  @Access({ scopes: ['agents:read'] })
  list(): Page<Voice> {
    return { items: ALL_VOICES, nextCursor: null };
  }
}
