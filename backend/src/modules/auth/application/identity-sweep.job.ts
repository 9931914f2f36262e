import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { Periodic } from '../../../platform/queue/index.js';
import { EmailTokensRepository } from '../persistence/email-tokens.repository.js';
import { GuessCountsRepository } from '../persistence/guess-counts.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';

const HOUR_MS = 3_600_000;
/** Ended sessions stay for a while, so that a copied token that comes back late is still told from a random one. */
const KEEP_SESSIONS_MS = 30 * 24 * HOUR_MS;
/** Longer than every rule remembers a guess. */
const KEEP_GUESSES_MS = 48 * HOUR_MS;

@Injectable()
export class IdentitySweepJob {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: EmailTokensRepository,
    private readonly guesses: GuessCountsRepository,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  @Periodic({ name: 'identity-sweep', everyMs: HOUR_MS })
  async run(): Promise<void> {
    const now = this.clock.now();
    const before = (ms: number) => new Date(now.getTime() - ms);
    await this.identity.transaction((tx) => this.tokens.removeExpired(tx, now));
    await this.identity.transaction((tx) => this.sessions.removeEndedBefore(tx, before(KEEP_SESSIONS_MS)));
    await this.identity.transaction((tx) => this.guesses.forgetOlder(tx, before(KEEP_GUESSES_MS)));
  }
}
