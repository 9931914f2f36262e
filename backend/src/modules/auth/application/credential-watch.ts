import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import type { Principal } from '../../../platform/http/index.js';
import { LiveFeed, SESSION_ENDED, type LiveMessage } from '../../../platform/live/index.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { SessionVerifier } from './session-verifier.js';

/** While the database is away, it is asked again so often; what went wrong there is told by everything else. */
const AGAIN_MS = 1_000;

/** What work was begun with that goes on for a while: a key, or a person's session. */
export type Credential = { readonly keyId: string } | { readonly sessionId: string; readonly userId: string };

export const credentialOf = (principal: Principal): Credential =>
  principal.kind === 'user'
    ? { sessionId: principal.sessionId, userId: principal.userId }
    : { keyId: principal.keyId };

interface Watched {
  readonly name: string;
  readonly tenantId: TenantId;
  readonly credential: Credential;
  readonly tell: Set<() => void>;
  stop(): void;
}

/**
 * For work that goes on under a key or a session longer than it takes to look at one. The database announces each change of
 * them to every process, so each is asked about once when its first work begins, and then only when it has changed.
 */
@Injectable()
export class CredentialWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly feed: LiveFeed,
    private readonly database: TenantDatabase,
    private readonly keys: ApiKeysRepository,
    private readonly sessions: SessionVerifier,
  ) {}

  /** False where the key is revoked, the session over or its person not of the team any more. */
  stands(tenantId: TenantId, credential: Credential): Promise<boolean> {
    if ('sessionId' in credential) return this.sessions.isMember({ ...credential, tenantId });
    return this.database.withTenant(tenantId, (tx) => this.keys.stands(tx, tenantId, credential.keyId));
  }

  /** Until stopped; `revoked` is called once, also where the credential was worth nothing before. */
  watch(tenantId: TenantId, credential: Credential, revoked: () => void): { stop(): void } {
    const name = nameOf(tenantId, credential);
    const entry = this.watched.get(name) ?? this.begin(name, tenantId, credential);
    entry.tell.add(revoked);
    return {
      stop: () => {
        entry.tell.delete(revoked);
        if (entry.tell.size === 0) this.end(entry);
      },
    };
  }

  private begin(name: string, tenantId: TenantId, credential: Credential): Watched {
    const audiences = 'sessionId' in credential ? [tenantId, credential.sessionId] : [tenantId];
    const subscriptions = audiences.map((audience) =>
      this.feed.subscribe(audience, (message) => {
        if (isAbout(credential, message)) void this.look(entry);
      }),
    );
    const stop = () => subscriptions.forEach((unsubscribe) => unsubscribe());
    const entry: Watched = { name, tenantId, credential, tell: new Set(), stop };
    this.watched.set(name, entry);
    void this.look(entry);
    return entry;
  }

  private end(entry: Watched): void {
    entry.stop();
    if (this.watched.get(entry.name) === entry) this.watched.delete(entry.name);
  }

  private async look(entry: Watched): Promise<void> {
    const { tenantId, credential, tell } = entry;
    const stands = await this.stands(tenantId, credential).catch(() => undefined);
    if (tell.size === 0 || stands) return;
    if (stands === undefined) return void setTimeout(() => void this.look(entry), AGAIN_MS).unref();
    this.end(entry);
    for (const revoked of [...tell]) revoked();
    tell.clear();
  }
}

/** A session may be that of a person in several teams. */
const nameOf = (tenantId: TenantId, credential: Credential): string =>
  'keyId' in credential ? credential.keyId : `${credential.sessionId} ${tenantId}`;

function isAbout(credential: Credential, { name, id }: LiveMessage): boolean {
  if (name === 'resync') return true;
  if ('keyId' in credential) return name === 'api_key.changed' && id === credential.keyId;
  return name === SESSION_ENDED || (name === 'member.changed' && id === credential.userId);
}
