import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../http/access.decorator.js';
import { devMailPage } from './dev-mail-page.js';
import { MailStore } from './mail-store.js';

const SHOWN = 50;
const PAGE_POLICY =
  "default-src 'none'; frame-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What would have been mailed, for a developer without a mail server. The module leaves it out everywhere else. */
@Controller('dev/mail')
@ApiExcludeController()
export class DevMailController {
  constructor(private readonly store: MailStore) {}

  @Get()
  @Public()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const mails = await this.store.recent(SHOWN);
    if (!request.headers.accept?.includes('text/html')) {
      await reply.send({ items: mails, nextCursor: null });
      return;
    }
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .send(devMailPage(mails));
  }
}
