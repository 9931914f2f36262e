import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { AppError, type Principal, type RouteRateLimit } from '../../../platform/http/index.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { guestOf } from '../../../platform/http/network-of.js';
import { RateLimiter, type RateRule } from '../domain/rate-limiter.port.js';

const MINUTE_MS = 60_000;

/**
 * Counts requests and says so in headers: `RateLimit-Remaining` more would pass now, and in `RateLimit-Reset` seconds
 * one more than that; on a refusal `Retry-After` says the same.
 */
@Injectable()
export class RequestLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly config: AppConfig,
  ) {}

  countKey(keyId: string, limit: number, reply: FastifyReply): Promise<void> {
    return this.count(`key:${keyId}`, { limit, windowMs: MINUTE_MS, byGateways: true }, reply);
  }

  countRoute(
    route: RouteRateLimit,
    request: FastifyRequest,
    reply: FastifyReply,
    principal?: Principal,
  ): Promise<void> {
    const { name, per, limit = this.config.authAttemptsPerMinute, windowMs = MINUTE_MS } = route;
    const who = per === 'tenant' && principal ? principal.tenantId : guestOf(request.ip);
    return this.count(`${name}:${who}`, { limit, windowMs }, reply);
  }

  private async count(key: string, rule: RateRule, reply: FastifyReply): Promise<void> {
    const { allowed, limit, remaining, nextSlotMs } = await this.limiter.consume(key, rule);
    const seconds = Math.ceil(nextSlotMs / 1000);
    void reply.headers({
      'ratelimit-limit': limit,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': seconds,
      'ratelimit-policy': `${limit};w=${Math.ceil(rule.windowMs / 1000)}`,
    });
    if (!allowed) throw new AppError('rate_limited', { retryAfterSeconds: Math.max(1, seconds) });
  }
}
