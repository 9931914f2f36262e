import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserPrincipal } from '../../../platform/http/index.js';
import { TouchCookie, type Touch } from '../../../platform/touches/index.js';
import type { LoginAttempt } from '../application/login.service.js';
import { SessionVerifier } from '../application/session-verifier.js';
import { SessionCookies, type CookieTokens } from './session-cookies.js';

const UNKNOWN_AGENT = 'unknown';

/** What a browser brings along and takes away in cookies. */
@Injectable()
export class BrowserSession {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly verifier: SessionVerifier,
    private readonly touches: TouchCookie,
  ) {}

  /** `request.ip` believes forwarding headers only from the proxies that the configuration names. */
  visitorOf(request: FastifyRequest): Pick<LoginAttempt, 'client' | 'deviceToken'> {
    const userAgent = request.headers['user-agent'] ?? UNKNOWN_AGENT;
    return { client: { address: request.ip, userAgent }, deviceToken: this.cookies.deviceToken(request) };
  }

  /** For public routes that treat a signed-in visitor differently. */
  async principalOf(request: FastifyRequest): Promise<UserPrincipal | undefined> {
    const token = this.cookies.accessToken(request);
    return token ? this.verifier.verify(token) : undefined;
  }

  /** Whether the browser sent anything of a session along. */
  broughtSession(request: FastifyRequest): boolean {
    return (this.cookies.accessToken(request) ?? this.cookies.refreshToken(request)) !== undefined;
  }

  refreshTokenOf(request: FastifyRequest): string | undefined {
    return this.cookies.refreshToken(request);
  }

  /** Visits by referral links, which count once: for the account that is made now. */
  touchesOf(request: FastifyRequest): Touch[] {
    return this.touches.read(request);
  }

  forgetTouches(reply: FastifyReply): void {
    this.touches.clear(reply);
  }

  remember(reply: FastifyReply, tokens: CookieTokens): void {
    this.cookies.set(reply, tokens);
  }

  forget(reply: FastifyReply): void {
    this.cookies.clear(reply);
  }
}
