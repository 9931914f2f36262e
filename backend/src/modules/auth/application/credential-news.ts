import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveFeed, SESSION_ENDED, type LiveMessage } from '../../../platform/live/index.js';
import { Authenticator } from './authenticator.js';
import { SessionVerifier } from './session-verifier.js';

/**
 * Every process forgets what it remembers of a session, a member or a key when the database says that it changed, wherever
 * that was done.
 */
@Injectable()
export class CredentialNews implements OnModuleInit {
  constructor(
    private readonly feed: LiveFeed,
    private readonly sessions: SessionVerifier,
    private readonly keys: Authenticator,
  ) {}

  onModuleInit(): void {
    this.feed.hearAll((message) => this.hear(message));
  }

  private hear({ audience, name, id }: LiveMessage): void {
    switch (name) {
      case SESSION_ENDED:
        return this.sessions.forgetSession(audience);
      case 'member.changed':
        return id === null ? undefined : this.sessions.forgetUser(id);
      case 'api_key.changed':
        return id === null ? undefined : this.keys.forgetKey(id);
      case 'tenant.changed':
        return this.keys.forgetTenant(audience);
      case 'resync':
        this.sessions.forgetAll();
        return this.keys.forgetAll();
      default:
        return undefined;
    }
  }
}
