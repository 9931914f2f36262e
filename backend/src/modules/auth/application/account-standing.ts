import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { Transaction } from '../../../platform/database/index.js';
import { UsersRepository } from '../persistence/users.repository.js';

export interface Standing {
  emailVerified: boolean;
  /** The address stands in `PLATFORM_ADMINS`, and its owner has confirmed it: naming it at sign-up is not enough. */
  platformAdmin: boolean;
}

/** What an account is allowed by its address, whatever the team. */
@Injectable()
export class AccountStanding {
  private readonly admins: ReadonlySet<string>;

  constructor(
    private readonly users: UsersRepository,
    { platformAdmins }: AppConfig,
  ) {
    this.admins = new Set(platformAdmins);
  }

  async of(tx: Transaction, userId: string): Promise<Standing | undefined> {
    const user = await this.users.find(tx, userId);
    if (!user) return undefined;
    const emailVerified = user.emailVerifiedAt !== null;
    return { emailVerified, platformAdmin: emailVerified && this.admins.has(user.email.toLowerCase()) };
  }
}
