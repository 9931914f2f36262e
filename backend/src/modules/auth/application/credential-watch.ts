import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { LiveFeed, SESSION_ENDED, type LiveMessage } from '../../../platform/live/index.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { SessionVerifier } from './session-verifier.js';

/** What something was opened with that goes on for a while: a key, or a person's session. */
export type Credential = { readonly keyId: string } | { readonly sessionId: string; readonly userId: string };

/** What is open ends with the credential that opened it. */
@Injectable()
export class CredentialWatch {
  constructor(
    private readonly feed: LiveFeed,
    private readonly keys: ApiKeysRepository,
    private readonly sessions: SessionVerifier,
    private readonly database: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Calls `revoked` once, as soon as the key or the session is worth nothing any more, or the person has left the team,
   * in whatever process that was done; at once where it is so already.
   */
  watch(tenantId: TenantId, credential: Credential, revoked: () => void): { stop(): void } {
    let over = false;
    const stop = () => {
      over = true;
      for (const unsubscribe of subscriptions) unsubscribe();
    };
    const look = async () => {
      // Where the database is away nobody can tell; when it is back, `resync` asks again.
      const stands = await this.stands(tenantId, credential).catch(() => true);
      if (stands || over) return;
      stop();
      revoked();
    };
    const audiences = 'sessionId' in credential ? [tenantId, credential.sessionId] : [tenantId];
    const subscriptions = audiences.map((audience) =>
      this.feed.subscribe(audience, (message) => {
        if (isAbout(credential, message)) void look();
      }),
    );
    void look();
    return { stop };
  }

  private stands(tenantId: TenantId, credential: Credential): Promise<boolean> {
    if ('sessionId' in credential) return this.sessions.isMember({ ...credential, tenantId });
    return this.database.withTenant(tenantId, (tx) =>
      this.keys.isValid(tx, tenantId, credential.keyId, this.clock.now()),
    );
  }
}

function isAbout(credential: Credential, { name, id }: LiveMessage): boolean {
  if (name === 'resync') return true;
  if ('keyId' in credential) return name === 'api_key.changed' && id === credential.keyId;
  return name === SESSION_ENDED || (name === 'member.changed' && id === credential.userId);
}
