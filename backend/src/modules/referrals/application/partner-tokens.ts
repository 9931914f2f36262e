import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { randomToken, sha256 } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { PartnerAccessRepository, type PartnerToken } from '../persistence/partner-access.repository.js';

const HOUR_MS = 3_600_000;
/** More mails than this in an hour would be somebody else's game with this mailbox. */
const TOKENS_PER_HOUR = 5;
export const SESSION_MS = 14 * 24 * HOUR_MS;

/** Single-use links by mail, and the sessions that they open. What is mailed is never stored. Inside the office. */
@Injectable()
export class PartnerTokens {
  constructor(
    private readonly access: PartnerAccessRepository,
    private readonly clock: Clock,
  ) {}

  /** Undefined where this partner was mailed enough for now. */
  async issue(
    tx: Transaction,
    wish: Pick<PartnerToken, 'partnerId' | 'purpose' | 'methodId'>,
    lifeMs: number,
  ): Promise<string | undefined> {
    const createdAt = this.clock.now();
    const since = new Date(createdAt.getTime() - HOUR_MS);
    if ((await this.access.tokensSince(tx, wish.partnerId, since)) >= TOKENS_PER_HOUR) return undefined;
    const token = randomToken();
    const expiresAt = new Date(createdAt.getTime() + lifeMs);
    await this.access.addToken(tx, { ...wish, tokenHash: sha256(token), createdAt, expiresAt });
    return token;
  }

  /** @throws AppError `token_invalid` for a link that is unknown, used or too old. */
  async use(tx: Transaction, token: string, purpose: PartnerToken['purpose']) {
    const used = await this.access.useToken(tx, sha256(token), purpose, this.clock.now());
    if (!used) throw new AppError('token_invalid');
    return used;
  }

  async openSession(tx: Transaction, partnerId: string): Promise<string> {
    const createdAt = this.clock.now();
    const session = randomToken();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await this.access.addSession(tx, { tokenHash: sha256(session), partnerId, createdAt, expiresAt });
    return session;
  }

  partnerOf(tx: Transaction, session: string): Promise<string | undefined> {
    return this.access.partnerOfSession(tx, sha256(session), this.clock.now());
  }

  endSession(tx: Transaction, session: string): Promise<void> {
    return this.access.endSession(tx, sha256(session));
  }
}
