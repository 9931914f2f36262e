import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { LiveFeed } from '../../../platform/live/index.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';

/** While the database is away, it is asked again so often; what went wrong there is told by everything else. */
const AGAIN_MS = 1_000;

interface Watched {
  readonly tenantId: TenantId;
  readonly keyId: string;
  readonly tell: Set<() => void>;
}

/**
 * For work that goes on under an API key longer than it takes to look at one. The database announces each change of a
 * key to every process, so a key is asked about once when its first work begins, and then only when it has changed.
 */
@Injectable()
export class KeyWatch {
  private readonly watched = new Map<string, Watched & { stop(): void }>();

  constructor(
    private readonly feed: LiveFeed,
    private readonly database: TenantDatabase,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** False where the key is revoked, or none of the tenant's. */
  stands(tenantId: TenantId, keyId: string): Promise<boolean> {
    return this.database.withTenant(tenantId, (tx) => this.keys.stands(tx, tenantId, keyId));
  }

  /** Until stopped; `revoked` is called once, also where the key was revoked before. */
  watch(tenantId: TenantId, keyId: string, revoked: () => void): { stop(): void } {
    const entry = this.watched.get(keyId) ?? this.begin(tenantId, keyId);
    entry.tell.add(revoked);
    return {
      stop: () => {
        entry.tell.delete(revoked);
        if (entry.tell.size === 0) this.end(entry);
      },
    };
  }

  private begin(tenantId: TenantId, keyId: string) {
    const stop = this.feed.subscribe(tenantId, ({ name, id }) => {
      if (name === 'resync' || (name === 'api_key.changed' && id === keyId)) void this.look(entry);
    });
    const entry = { tenantId, keyId, tell: new Set<() => void>(), stop };
    this.watched.set(keyId, entry);
    void this.look(entry);
    return entry;
  }

  private end(entry: Watched & { stop(): void }): void {
    entry.stop();
    if (this.watched.get(entry.keyId) === entry) this.watched.delete(entry.keyId);
  }

  private async look(entry: Watched & { stop(): void }): Promise<void> {
    const { tenantId, keyId, tell } = entry;
    const stands = await this.stands(tenantId, keyId).catch(() => undefined);
    if (tell.size === 0 || stands) return;
    if (stands === undefined) return void setTimeout(() => void this.look(entry), AGAIN_MS).unref();
    this.end(entry);
    for (const revoked of [...tell]) revoked();
    tell.clear();
  }
}
