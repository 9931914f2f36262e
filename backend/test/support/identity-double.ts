import { Global, Injectable, Module, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { IdentityDirectory, PersonProof } from '../../src/modules/tenants/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { tenantId, type TenantId } from '../../src/platform/database/index.js';
import type { Principal } from '../../src/platform/http/index.js';

const HEADER = 'x-test-tenant';

/** Believes the request: its header names the tenant whose owner it is. */
@Injectable()
class BelievingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const named = request.headers[HEADER];
    if (typeof named === 'string') request.principal = ownerOf(tenantId(named));
    return true;
  }
}

@Injectable()
class NobodyKnown extends IdentityDirectory {
  people() {
    return Promise.resolve(new Map());
  }
  keyNames() {
    return Promise.resolve(new Map());
  }
  memberByEmail() {
    return Promise.resolve(undefined);
  }
}

@Injectable()
class NobodyDoubted extends PersonProof {
  confirm() {
    return Promise.resolve();
  }
  stands() {
    return Promise.resolve(true);
  }
}

/** Stands in for auth where a test asks about something else and must not sign people in first. */
@Global()
@Module({
  providers: [
    { provide: APP_GUARD, useClass: BelievingGuard },
    { provide: IdentityDirectory, useClass: NobodyKnown },
    { provide: PersonProof, useClass: NobodyDoubted },
  ],
  exports: [IdentityDirectory, PersonProof],
})
export class IdentityDouble {}

/** The owner of a tenant, always the same person. */
const ownerOf = (tenant: TenantId): Principal => ({
  kind: 'user',
  userId: tenant,
  tenantId: tenant,
  role: 'owner',
  sessionId: tenant,
  emailVerified: true,
  platformAdmin: true,
});

/** Headers of a request by the tenant's owner. */
export const asOwnerOf = (tenant: TenantId): Record<string, string> => ({ [HEADER]: tenant });

/** A bare tenant, made past the application. */
export async function makeTenant(owner: pg.Client): Promise<TenantId> {
  const id = newId();
  await owner.query(
    `insert into tenants (id, name, rate_limit_per_minute, created_at) values ($1, 'Tenant of a test', 100, now())`,
    [id],
  );
  return tenantId(id);
}
