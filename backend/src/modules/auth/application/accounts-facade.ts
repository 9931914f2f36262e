import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, tenantId, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { isEmailTaken } from '../persistence/email-taken.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { AccountAnnouncing, type SignupReferral } from './account-announcing.js';
import { PasswordHasher } from './password-hasher.js';
import { refuseWeakPassword } from './refuse-weak-password.js';

export interface NewAccount {
  email: string;
  password: string;
  name: string;
  tenantName: string;
  /** True where the address needs no mail to be believed: the seed. */
  verified?: boolean;
  referral?: SignupReferral | undefined;
  /** Asked when the password is hashed, which takes a while; throws where the account is not to be made after all. */
  stillAdmitted?: () => Promise<void>;
}

export interface CreatedAccount {
  userId: string;
  tenantId: TenantId;
}

/** Makes a person together with a tenant of their own. */
@Injectable()
export class AccountsFacade {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly tenants: TenantsFacade,
    private readonly database: TenantDatabase,
    private readonly announcing: AccountAnnouncing,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `email_taken`; `unprocessable` for a password that guessers try first. */
  async createAccount(account: NewAccount): Promise<CreatedAccount> {
    refuseWeakPassword(account.password, [account.email, account.email.split('@')[0] ?? '', account.name]);
    const passwordHash = await this.hasher.hash(account.password);
    await account.stillAdmitted?.();
    const now = this.clock.now();
    const userId = newId(now.getTime());
    const tenant = tenantId(newId(now.getTime()));
    const user = {
      id: userId,
      email: account.email,
      name: account.name,
      passwordHash,
      emailVerifiedAt: account.verified ? now : null,
      createdAt: now,
    };
    const actor = { kind: 'user', id: userId } as const;
    try {
      await this.database.withTenant(tenant, async (tx) => {
        await this.users.insert(tx, user);
        await this.tenants.create(tx, tenant, account.tenantName, actor);
        await this.tenants.addMember(tx, tenant, userId, 'owner');
        await this.announcing.announce(tx, tenant, user, account.referral);
      });
    } catch (error) {
      if (isEmailTaken(error)) throw new AppError('email_taken', { cause: error });
      throw error;
    }
    return { userId, tenantId: tenant };
  }
}
