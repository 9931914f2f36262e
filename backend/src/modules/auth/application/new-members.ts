import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { IdentityDatabase, TenantDatabase } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { InvitationAcceptance, type OpenInvitation } from '../../tenants/index.js';
import { isEmailTaken } from '../persistence/email-taken.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { refuseWeakPassword } from './refuse-weak-password.js';

/** People who come to OrbisVoice by an invitation, and so without a tenant of their own. */
@Injectable()
export class NewMembers {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly acceptance: InvitationAcceptance,
    private readonly database: TenantDatabase,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  known(email: string): Promise<UserEntity | null> {
    return this.identity.transaction((tx) => this.users.findByEmail(tx, email));
  }

  /** The invitation was mailed to the address, so the address is confirmed from the start. */
  async create(invitation: OpenInvitation, name: string, password: string): Promise<string> {
    const { email, tenantId } = invitation;
    refuseWeakPassword(password, [email, email.split('@')[0] ?? '', name]);
    const passwordHash = await this.hasher.hash(password);
    const now = this.clock.now();
    const user = {
      id: newId(now.getTime()),
      email,
      name,
      passwordHash,
      emailVerifiedAt: now,
      createdAt: now,
    };
    try {
      await this.database.withTenant(tenantId, async (tx) => {
        await this.users.insert(tx, user);
        await this.acceptance.accept(tx, invitation, user.id);
      });
    } catch (error) {
      if (isEmailTaken(error)) throw new AppError('email_taken', { cause: error });
      throw error;
    }
    return user.id;
  }
}
