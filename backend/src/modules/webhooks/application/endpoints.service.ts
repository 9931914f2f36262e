import { Injectable } from '@nestjs/common';
import {
  MAX_WEBHOOK_ENDPOINTS,
  type CreatedWebhookEndpoint,
  type CreateWebhookEndpoint,
  type Page,
  type PageQuery,
  type UpdateWebhookEndpoint,
  type WebhookEndpoint,
} from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import type { AuditActor } from '../../tenants/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';
import { WebhookOutgoingRepository } from '../persistence/webhook-outgoing.repository.js';
import { EndpointRules } from './endpoint-rules.js';
import { SigningSecrets } from './signing-secrets.js';
import { toEndpoint } from './webhook.mapping.js';

/** Endpoints as the team sees and changes them. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly outgoing: WebhookOutgoingRepository,
    private readonly secrets: SigningSecrets,
    private readonly rules: EndpointRules,
    private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<WebhookEndpoint>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.endpoints.page(tx, tenantId, before, limit + 1);
      const ids = rows.map(({ id }) => id);
      const secrets = await this.secrets.valid(tx, tenantId, ids);
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toEndpoint(row, secrets),
      );
    });
  }

  get(tenantId: TenantId, id: string): Promise<WebhookEndpoint> {
    return this.database.withTenant(tenantId, async (tx) => {
      const endpoint = await this.endpoints.find(tx, tenantId, id);
      if (!endpoint) throw new AppError('webhook_endpoint_not_found');
      return this.show(tx, tenantId, endpoint);
    });
  }

  create(
    tenantId: TenantId,
    actor: AuditActor,
    { enabled, ...wish }: CreateWebhookEndpoint,
  ): Promise<CreatedWebhookEndpoint> {
    this.rules.check(wish);
    const now = this.clock.now();
    const endpoint: EndpointRecord = {
      ...wish,
      id: newId(now.getTime()),
      ...(enabled ? ON : { ...ON, offReason: 'person', offAt: now }),
      createdAt: now,
      updatedAt: now,
    };
    return this.database.withTenant(tenantId, async (tx) => {
      if ((await this.endpoints.count(tx, tenantId)) >= MAX_WEBHOOK_ENDPOINTS)
        throw new AppError('conflict', { message: `A team has at most ${MAX_WEBHOOK_ENDPOINTS} endpoints.` });
      await this.endpoints.insert(tx, tenantId, endpoint);
      const secret = await this.secrets.make(tx, tenantId, endpoint.id);
      await this.rules.record(tx, tenantId, actor, 'created', endpoint.id);
      return { ...toEndpoint(endpoint, []), secret };
    });
  }

  update(
    tenantId: TenantId,
    actor: AuditActor,
    id: string,
    { enabled, ...wish }: UpdateWebhookEndpoint,
  ): Promise<WebhookEndpoint> {
    this.rules.check(wish);
    return this.database.withTenant(tenantId, async (tx) => {
      const before = await this.locked(tx, tenantId, id);
      const now = this.clock.now();
      const isOn = before.offReason === null;
      const turn =
        enabled === undefined || enabled === isOn
          ? {}
          : enabled
            ? ON
            : { offReason: 'person' as const, offAt: now };
      // What the address before did says nothing of another.
      const anew = wish.url === undefined || wish.url === before.url ? {} : UNTRIED;
      const changes = { ...wish, ...anew, ...turn, updatedAt: now };
      await this.endpoints.update(tx, tenantId, id, changes);
      const endpoint = { ...before, ...changes };
      if (endpoint.offReason !== null) await this.outgoing.skipWaiting(tx, tenantId, id);
      await this.rules.record(tx, tenantId, actor, 'updated', id);
      return this.show(tx, tenantId, endpoint);
    });
  }

  remove(tenantId: TenantId, actor: AuditActor, id: string): Promise<void> {
    return this.database.withTenant(tenantId, async (tx) => {
      await this.locked(tx, tenantId, id);
      await this.endpoints.remove(tx, tenantId, id);
      await this.rules.record(tx, tenantId, actor, 'deleted', id);
    });
  }

  rotateSecret(
    tenantId: TenantId,
    actor: AuditActor,
    id: string,
    keepOld: boolean,
  ): Promise<CreatedWebhookEndpoint> {
    return this.database.withTenant(tenantId, async (tx) => {
      const endpoint = await this.locked(tx, tenantId, id);
      const secret = await this.secrets.rotate(tx, tenantId, id, keepOld);
      await this.rules.record(tx, tenantId, actor, 'secret_rotated', id);
      return { ...(await this.show(tx, tenantId, endpoint)), secret };
    });
  }

  private async locked(tx: Transaction, tenantId: TenantId, id: string): Promise<EndpointRecord> {
    const endpoint = await this.endpoints.findLocked(tx, tenantId, id);
    if (!endpoint) throw new AppError('webhook_endpoint_not_found');
    return endpoint;
  }

  private async show(
    tx: Transaction,
    tenantId: TenantId,
    endpoint: EndpointRecord,
  ): Promise<WebhookEndpoint> {
    return toEndpoint(endpoint, await this.secrets.valid(tx, tenantId, [endpoint.id]));
  }
}

/** Of an address of which nothing bad is known. */
const UNTRIED = { failingSince: null, failures: 0, slow: false } as const;
const ON = { offReason: null, offAt: null, ...UNTRIED } as const;
