import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from './access.decorator.js';
import { Readiness } from './readiness.js';

@Controller()
@ApiExcludeController()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Alive: restart me only if this fails. */
  @Get('health')
  @Public()
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready: send me traffic only while this succeeds. */
  @Get('ready')
  @Public()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { ready, parts } = await this.readiness.report();
    const status = this.readiness.draining ? 'draining' : ready ? 'ready' : 'unavailable';
    await reply.status(ready ? 200 : 503).send({ status, parts });
  }
}
