import { Controller, Get, Header, Req } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyRequest } from 'fastify';
import { sameDigest, sha256 } from '../crypto/key-ring.js';
import { Public } from '../http/access.decorators.js';
import { AppError } from '../http/app-error.js';
import { Metrics } from './metrics.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For the scraper, not the public: the right token, or a direct connection from this machine. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!this.mayRead(request)) throw new AppError('not_found');
    return this.metrics.registry.metrics();
  }

  private mayRead({ headers, socket }: FastifyRequest): boolean {
    const { metricsToken } = this.config;
    if (metricsToken)
      return sameDigest(sha256(headers.authorization ?? ''), sha256(`Bearer ${metricsToken}`));
    // A proxy on this machine forwards strangers; what it adds tells it apart from a scraper.
    const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
    return forwarded === undefined && LOOPBACK.has(socket.remoteAddress ?? '');
  }
}
