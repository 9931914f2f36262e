import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { LiveEvent, type LiveEventName } from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import { Access, Answers, CurrentPrincipal, type UserPrincipal } from '../../../platform/http/index.js';
import { LiveStreams } from '../../../platform/live/index.js';

/** What plain members have no page for. */
const FOR_MANAGERS: ReadonlySet<LiveEventName> = new Set(['api_key.changed', 'invitation.changed']);

@ApiTags('live')
@Controller('live')
export class LiveController {
  constructor(private readonly streams: LiveStreams) {}

  /** Server-sent events: one message for each change in the team, with its name and the id of what changed. */
  @Get()
  @ApiProduces('text/event-stream')
  @Answers(LiveEvent, 200, 'A stream that stays open; `data` of each message is one of these.')
  @Access()
  live(@CurrentPrincipal() principal: UserPrincipal, @Res() reply: FastifyReply): void {
    const { role, tenantId, userId } = principal;
    this.streams.open(reply, {
      principal,
      audiences: [tenantId, userId],
      hears: (name) => role !== 'member' || !FOR_MANAGERS.has(name),
    });
  }
}
