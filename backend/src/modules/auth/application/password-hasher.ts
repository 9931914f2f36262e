import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Piscina } from 'piscina';
import { randomToken } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';

/** OWASP's minimum for argon2id, which is the library's default algorithm; about 30 ms of one core. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each hash takes a whole core, of which half are left to everybody who does not sign in. */
export const MAX_RUNNING = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
export const MAX_WAITING = 50;
/** On Linux a thread can be less urgent than its process; elsewhere this would hold up all of it. */
const NICE = process.platform === 'linux' ? 10 : 0;
const THREADS = new URL('hash-worker.mjs', import.meta.url).href;

/** Hashes passwords in threads of their own, which give way to whatever else this machine has to do. */
@Injectable()
export class PasswordHasher implements OnModuleInit, OnApplicationShutdown {
  private asked = 0;
  private decoy: Promise<string> | undefined;
  private readonly threads = new Piscina<unknown, unknown>({
    ...{ filename: THREADS, minThreads: 0, maxThreads: MAX_RUNNING, idleTimeout: 60_000 },
    niceIncrement: NICE,
  });

  constructor(private readonly config: AppConfig) {}

  /**
   * Asked before anything is looked up, so that whoever would be refused in the end costs others nothing.
   * @throws AppError `rate_limited` where every place to wait is taken.
   */
  admit(): void {
    if (this.asked >= MAX_RUNNING + MAX_WAITING)
      throw new AppError('rate_limited', {
        message: 'Too many people are signing in at this moment. Try again in a few seconds.',
        retryAfterSeconds: 2,
      });
  }

  async hash(password: string): Promise<string> {
    return (await this.inThread('hash', { password, options: OPTIONS })) as string;
  }

  /** Without a hash (nobody has this address) it takes the same time and says no. */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const known = passwordHash ?? (await this.decoyHash());
    const matches = await this.inThread('verify', { password, passwordHash: known });
    return matches === true && passwordHash !== undefined;
  }

  /** Where people sign in the decoy is made before the first of them comes, who could be told apart by its making. */
  async onModuleInit(): Promise<void> {
    const { role } = this.config;
    if (role === 'all' || role === 'api') await this.decoyHash();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.destroy();
  }

  /** Made once. One that could not be made, since every place was taken, is no answer for those who come later. */
  private decoyHash(): Promise<string> {
    this.decoy ??= this.hash(randomToken()).catch((error: unknown) => {
      this.decoy = undefined;
      throw error;
    });
    return this.decoy;
  }

  private async inThread(name: 'hash' | 'verify', task: object): Promise<unknown> {
    this.admit();
    this.asked += 1;
    try {
      return await this.threads.run(task, { name });
    } finally {
      this.asked -= 1;
    }
  }
}
