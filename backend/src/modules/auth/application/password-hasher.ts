import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomToken } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';

/** OWASP's minimum for argon2id, which is the library's default algorithm; about 30 ms of one core. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/**
 * Hashing occupies the same four threads as file and name look-ups, of which two are left to those; and each hash a whole
 * core, of which half are left to everybody who does not sign in.
 */
export const MAX_RUNNING = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
export const MAX_WAITING = 50;

@Injectable()
export class PasswordHasher implements OnModuleInit {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  /**
   * Asked before anything is looked up, so that whoever would be refused in the end costs others nothing.
   * @throws AppError `rate_limited` where every place to wait is taken.
   */
  admit(): void {
    if (this.waiting.length >= MAX_WAITING)
      throw new AppError('rate_limited', {
        message: 'Too many people are signing in at this moment. Try again in a few seconds.',
        retryAfterSeconds: 2,
      });
  }

  hash(password: string): Promise<string> {
    return this.gated(() => hash(password, OPTIONS));
  }

  /** Without a hash (nobody has this address) it takes the same time and says no. */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const known = passwordHash ?? (await this.decoyHash());
    const matches = await this.gated(() => verify(known, password));
    return matches && passwordHash !== undefined;
  }

  /** Made once, outside of any request that could be measured by it. */
  async onModuleInit(): Promise<void> {
    await this.decoyHash();
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hash(randomToken(), OPTIONS);
    return this.decoy;
  }

  private async gated<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_RUNNING) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on rather than given back, so that nobody can slip in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    this.admit();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
