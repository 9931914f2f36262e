import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS } from '../application/partner-tokens.js';

/** Keeps an affiliate signed in. A cookie of its own: it opens the programme and nothing of any team. */
@Injectable()
export class AffiliateCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(config: AppConfig) {
    this.secure = config.publicUrl.startsWith('https:');
    this.name = `${this.secure ? '__Host-' : ''}ov_affiliate`;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  set(reply: FastifyReply, session: string): void {
    this.write(reply, session, SESSION_MS / 1_000);
  }

  clear(reply: FastifyReply): void {
    this.write(reply, '', 0);
  }

  private write(reply: FastifyReply, value: string, maxAge: number): void {
    const { secure } = this;
    reply.setCookie(this.name, value, { path: '/', maxAge, httpOnly: true, sameSite: 'lax', secure });
  }
}
