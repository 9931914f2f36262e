import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AppError,
  NOTICES_VISITOR,
  PUBLIC_ROUTE,
  RATE_LIMITED_ROUTE,
  ROUTE_ACCESS,
  type AccessRule,
  type RouteRateLimit,
} from '../../../platform/http/index.js';
import { mayEnter } from '../domain/access-decision.js';
import { RequestAuthenticator } from './request-authenticator.js';
import { RequestLimits } from './request-limits.js';

/** Stands before every route: who are you (401), may you do this (403), and how often (429). */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: RequestAuthenticator,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const limit = this.metadata<RouteRateLimit>(RATE_LIMITED_ROUTE, context);
    if (this.metadata<boolean>(PUBLIC_ROUTE, context)) {
      if (limit) await this.limits.countRoute(limit, request, reply);
      if (this.metadata<boolean>(NOTICES_VISITOR, context)) await this.notice(request);
      return true;
    }
    // A route that forgot its rule lets nobody in; the start of the process reports it as well.
    const rule = this.metadata<AccessRule>(ROUTE_ACCESS, context) ?? { roles: [] };
    const principal = await this.authenticator.authenticate(request, reply);
    if (!mayEnter(principal, rule)) throw new AppError('forbidden');
    if (limit) await this.limits.countRoute(limit, request, reply, principal);
    request.principal = principal;
    return true;
  }

  private async notice(request: FastifyRequest): Promise<void> {
    const visitor = await this.authenticator.visitor(request);
    if (visitor) request.principal = visitor;
  }

  private metadata<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
