import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ApiKeyKind, Role, Scope } from '@orbisvoice/contracts';
import type { FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';
import type { Principal } from './principal.js';

export const PUBLIC_ROUTE = 'orbis:public';
export const NOTICES_VISITOR = 'orbis:notices-visitor';
export const ROUTE_ACCESS = 'orbis:access';
/** Carries "public" into the API description, which turns it into the standard form. */
export const PUBLIC_OPERATION = 'x-public';
export const OPERATION_ACCESS = 'x-access';

export interface AccessRule {
  /** Roles of signed-in people; absent: any member. An empty list: no people at all. */
  roles?: readonly Role[];
  /** Scopes that an API key needs, all of them; absent: keys are refused. */
  scopes?: readonly Scope[];
  /** Kinds of keys that may come, where scopes alone do not say it; absent: secret and restricted ones. */
  kinds?: readonly ApiKeyKind[];
  /** Only people who run this installation, whatever their role in a team; never a key. */
  platformAdmins?: true;
}

/** The route needs no credential. */
export const Public = () =>
  applyDecorators(SetMetadata(PUBLIC_ROUTE, true), ApiExtension(PUBLIC_OPERATION, true));

/** A public route that treats a signed-in visitor differently: `request.principal` is there where somebody is. */
export const NoticesVisitor = () => SetMetadata(NOTICES_VISITOR, true);

/** Who may use the route. Each route carries this or `@Public()`, which the start of the process checks. */
export const Access = (rule: AccessRule = {}) =>
  applyDecorators(SetMetadata(ROUTE_ACCESS, rule), ApiExtension(OPERATION_ACCESS, rule));

/** Who makes the request, in a route that is not public. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw new AppError('unauthenticated');
    return principal;
  },
);
