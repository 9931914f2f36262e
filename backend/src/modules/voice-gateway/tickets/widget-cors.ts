import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

const PREFIX = '/widget/';
const PREFLIGHT_SECONDS = '600';

/**
 * Pages of other sites call these routes. The browser asks before the key is known, so the question is answered for
 * the exact origin that asks, without cookies; whether the site may use the agent is decided with the key, and a page
 * that may not can read why.
 */
@Injectable()
export class WidgetCors implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', async (request, reply) => {
      if (!request.url.startsWith(PREFIX)) return;
      const { origin } = request.headers;
      void reply.header('vary', 'Origin');
      if (origin === undefined) return;
      void reply.header('access-control-allow-origin', origin);
      if (request.method !== 'OPTIONS') return;
      await reply
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'authorization, content-type, idempotency-key',
          'access-control-max-age': PREFLIGHT_SECONDS,
        })
        .status(204)
        .send();
    });
  }
}
