import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing, randomToken, sameDigest } from '../../../platform/crypto/index.js';
import { IdentityDatabase, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { GUESS_RULES, guessDelayMs, type GuessSubject } from '../domain/guess-delay.js';
import { guestOf } from '../../../platform/http/network-of.js';
import { GuessCountsRepository } from '../persistence/guess-counts.repository.js';

export interface Guess {
  email: string;
  address: string;
  /** Cookie of a browser that has signed in before. */
  deviceToken?: string | undefined;
}

/**
 * Slows password guessing down. A guess is counted before the password is looked at, so that many at once cannot slip
 * through together; success takes the count back. Unknown addresses are counted just the same.
 */
@Injectable()
export class LoginGuard {
  constructor(
    private readonly counts: GuessCountsRepository,
    private readonly identity: IdentityDatabase,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `rate_limited` with the time to wait. */
  async admit(guess: Guess): Promise<void> {
    const waitMs = await this.identity.transaction(async (tx) => {
      // Always in this order, so that two guesses never wait for each other's row.
      for (const [subject, key] of this.subjectsOf(guess)) {
        const wait = await this.count(tx, subject, key);
        if (wait > 0) return wait;
      }
      return 0;
    });
    refuseFor(waitMs);
  }

  /** Who met too many addresses with an account may sign up no address for a while, known or not. */
  async admitSignup(address: string): Promise<void> {
    refuseFor(await this.identity.transaction((tx) => this.remaining(tx, this.takenKey(address))));
  }

  /** Before the answer that an address is taken: of many that asked at once only the first are told. */
  async admitTakenAddress(address: string): Promise<void> {
    refuseFor(
      await this.identity.transaction((tx) => this.count(tx, 'takenAddress', this.takenKey(address))),
    );
  }

  /** After the right password. The count of strangers from elsewhere stays as it is. */
  async succeeded(guess: Guess): Promise<void> {
    const own = this.subjectsOf(guess).flatMap(([subject, key]) => (subject === 'account' ? [] : [key]));
    await this.identity.transaction((tx) => this.counts.forget(tx, own));
  }

  /** Proves later that this browser knew the password once; worth nothing for another account. */
  deviceToken(email: string): string {
    const nonce = randomToken(16);
    return `${nonce}.${this.deviceSignature(email, nonce).toString('base64url')}`;
  }

  private async count(tx: Transaction, subject: GuessSubject, key: string): Promise<number> {
    const now = this.clock.now();
    const rule = GUESS_RULES[subject];
    const guesses = await this.counts.count(tx, key, now, new Date(now.getTime() - rule.forgetMs));
    if (guesses === undefined) return Math.max(1, await this.remaining(tx, key));
    const delay = guessDelayMs(guesses, rule);
    if (delay > 0) await this.counts.block(tx, key, new Date(now.getTime() + delay));
    return 0;
  }

  private async remaining(tx: Transaction, key: string): Promise<number> {
    const row = await this.counts.find(tx, key);
    return row ? row.blockedUntil.getTime() - this.clock.now().getTime() : 0;
  }

  private takenKey(address: string): string {
    return this.keys.hmac('guess-count', `takenAddress|${guestOf(address)}`).toString('base64url');
  }

  private subjectsOf({ email, address, deviceToken }: Guess): [GuessSubject, string][] {
    const key = (subject: GuessSubject, ...parts: string[]) =>
      this.keys.hmac('guess-count', [subject, email, ...parts].join('|')).toString('base64url');
    if (deviceToken && this.isDeviceOf(email, deviceToken)) return [['device', key('device', deviceToken)]];
    return [
      ['network', key('network', guestOf(address))],
      ['account', key('account')],
    ];
  }

  private isDeviceOf(email: string, deviceToken: string): boolean {
    const [nonce = '', signature = ''] = deviceToken.split('.');
    return sameDigest(Buffer.from(signature, 'base64url'), this.deviceSignature(email, nonce));
  }

  private deviceSignature(email: string, nonce: string): Buffer {
    return this.keys.hmac('known-device', `${nonce}|${email}`);
  }
}

function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw new AppError('rate_limited', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
