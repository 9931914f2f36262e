import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NO_TENANT, type TenantId } from '../../../platform/database/index.js';
import { AppError, NoticesVisitor } from '../../../platform/http/index.js';
import { AffiliatesService } from '../application/affiliates.service.js';
import { CustomerPartners } from '../application/customer-partners.service.js';
import { AffiliateCookie } from './affiliate-cookie.js';

/** Who looks at their own part of the programme. */
export interface PartnerVisitor {
  readonly partnerId: string;
  /** The user, or for an affiliate the partner. */
  readonly actorId: string;
  /** The team of a customer. */
  readonly tenantId: TenantId | null;
}

const visitors = new WeakMap<FastifyRequest, PartnerVisitor>();

/** A person of a team is a partner by their account; an affiliate by a session of their own. Keys never get in. */
@Injectable()
export class PartnerGuard implements CanActivate {
  constructor(
    private readonly customers: CustomerPartners,
    private readonly affiliates: AffiliatesService,
    private readonly cookie: AffiliateCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    visitors.set(request, await this.visitor(request));
    return true;
  }

  /** `?as=affiliate` chooses where one browser is signed in as both. */
  private async visitor(request: FastifyRequest): Promise<PartnerVisitor> {
    const { principal, query } = request;
    const asAffiliate = (query as { as?: unknown }).as === 'affiliate';
    if (principal?.kind === 'user' && !asAffiliate) {
      const { userId: actorId, tenantId } = principal;
      return { partnerId: await this.customers.of(principal), actorId, tenantId };
    }
    const session = this.cookie.read(request);
    const partnerId = session === undefined ? undefined : await this.affiliates.partnerOf(session);
    if (partnerId === undefined) throw new AppError('unauthenticated');
    request.guest = { tenantId: NO_TENANT, actor: partnerId };
    return { partnerId, actorId: partnerId, tenantId: null };
  }
}

/** For routes of partners, which are `@Public()` to the guard in front: the one behind it decides. */
export const PartnerRoute = () =>
  applyDecorators(
    NoticesVisitor(),
    UseGuards(PartnerGuard),
    ApiSecurity('session'),
    ApiSecurity('affiliate'),
  );

export const CurrentPartner = createParamDecorator(
  (_data: unknown, context: ExecutionContext): PartnerVisitor => {
    const visitor = visitors.get(context.switchToHttp().getRequest<FastifyRequest>());
    if (!visitor) throw new AppError('unauthenticated');
    return visitor;
  },
);
