import { Injectable } from '@nestjs/common';
import { OLD_SECRET_MS } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId, newWebhookSecret, webhookKey } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { TenantVault, type SecretPlace } from '../../../platform/vault/index.js';
import {
  WebhookSecretsRepository,
  type StoredSigningSecret,
} from '../persistence/webhook-secrets.repository.js';

/** Secrets that sign at once. Each makes the header longer, and nobody rotates more often in a day. */
const MOST_AT_ONCE = 5;

/** Secrets of endpoints: told once, then only used. */
@Injectable()
export class SigningSecrets {
  constructor(
    private readonly secrets: WebhookSecretsRepository,
    private readonly vault: TenantVault,
    private readonly clock: Clock,
  ) {}

  /** Makes a secret and says it. */
  async make(tx: Transaction, tenantId: TenantId, endpointId: string): Promise<string> {
    const createdAt = this.clock.now();
    const id = newId(createdAt.getTime());
    const secret = newWebhookSecret();
    const sealed = await this.vault.seal(tx, tenantId, placeOf(endpointId, id), secret);
    await this.secrets.insert(tx, tenantId, { id, endpointId, ...sealed, createdAt, expiresAt: null });
    return secret;
  }

  /** Hold the endpoint's row. @throws AppError `conflict` where too many secrets are in use. */
  async rotate(tx: Transaction, tenantId: TenantId, endpointId: string, keepOld: boolean): Promise<string> {
    const now = this.clock.now();
    const until = keepOld ? new Date(now.getTime() + OLD_SECRET_MS) : now;
    await this.secrets.expire(tx, tenantId, endpointId, until, now);
    if ((await this.valid(tx, tenantId, [endpointId])).length >= MOST_AT_ONCE)
      throw new AppError('conflict', {
        message: `${MOST_AT_ONCE} secrets are in use at once. Wait until one of them ends, or rotate without keeping the old ones.`,
      });
    return this.make(tx, tenantId, endpointId);
  }

  valid(tx: Transaction, tenantId: TenantId, endpointIds: readonly string[]): Promise<StoredSigningSecret[]> {
    return this.secrets.valid(tx, tenantId, endpointIds, this.clock.now());
  }

  /** Keys for the signatures of an endpoint, the newest first. */
  async keys(tx: Transaction, tenantId: TenantId, endpointId: string): Promise<Buffer[]> {
    const keys: Buffer[] = [];
    for (const stored of await this.valid(tx, tenantId, [endpointId])) {
      const secret = await this.vault.open(tx, tenantId, placeOf(endpointId, stored.id), stored);
      const key = webhookKey(secret);
      if (key) keys.push(key);
    }
    return keys;
  }
}

const placeOf = (endpointId: string, id: string): SecretPlace => ['webhook_secrets', endpointId, id];
