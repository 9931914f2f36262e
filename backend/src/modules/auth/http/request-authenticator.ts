import { Injectable } from '@nestjs/common';
import { AppError, SHOWN_TENANT, type Principal } from '../../../platform/http/index.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '../application/authenticator.js';
import { SessionVerifier } from '../application/session-verifier.js';
import { RequestLimits } from './request-limits.js';
import { SessionCookies } from './session-cookies.js';

const BEARER = /^bearer +(\S+)$/i;

/** Who makes a request: a Bearer key where one is sent, else the session of the cookie. */
@Injectable()
export class RequestAuthenticator {
  constructor(
    private readonly keys: Authenticator,
    private readonly sessions: SessionVerifier,
    private readonly cookies: SessionCookies,
    private readonly limits: RequestLimits,
  ) {}

  /** @throws AppError where a credential is missing, wrong, for another team, used from another origin or too busy. */
  async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.byKey(authorization, request, reply);
    const token = this.cookies.accessToken(request);
    if (token === undefined) throw new AppError('unauthenticated');
    const principal = await this.sessions.verify(token);
    if (!principal) throw new AppError('session_expired');
    const shown = request.headers[SHOWN_TENANT];
    if (shown !== undefined && shown !== principal.tenantId) throw new AppError('tenant_switched');
    return principal;
  }

  /** Whoever is signed in, where nobody has to be. */
  async visitor(request: FastifyRequest): Promise<Principal | undefined> {
    const token = this.cookies.accessToken(request);
    return token === undefined ? undefined : this.sessions.verify(token);
  }

  private async byKey(
    authorization: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Principal> {
    const key = BEARER.exec(authorization)?.[1];
    const known = key === undefined ? undefined : await this.keys.authenticate(key);
    if (!known) throw new AppError('unauthenticated', { message: 'The API key is not valid.' });
    const { principal, rateLimitPerMinute } = known;
    await this.limits.countKey(principal.keyId, rateLimitPerMinute, reply);
    const { origin } = request.headers;
    if (
      principal.allowedOrigins.length > 0 &&
      !principal.allowedOrigins.includes(origin?.toLowerCase() ?? '')
    )
      throw new AppError('origin_not_allowed', { message: 'This site may not use the API key.' });
    return principal;
  }
}
