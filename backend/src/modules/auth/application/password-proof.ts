import { Injectable } from '@nestjs/common';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { PersonProof } from '../../tenants/index.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { LoginGuard } from './login-guard.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionVerifier } from './session-verifier.js';

/** Asks for the password of somebody who is signed in, under the same limits on guessing as a sign-in. */
@Injectable()
export class PasswordProof extends PersonProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly guard: LoginGuard,
    private readonly sessions: SessionVerifier,
    private readonly identity: IdentityDatabase,
  ) {
    super();
  }

  async confirm(userId: string, password: string, address: string): Promise<void> {
    this.hasher.admit();
    const user = await this.identity.transaction((tx) => this.users.find(tx, userId));
    if (!user) throw new AppError('unauthenticated');
    const guess = { email: user.email, address };
    await this.guard.admit(guess);
    if (!(await this.hasher.verify(user.passwordHash, password)))
      throw new AppError('invalid_credentials', {
        message: 'The password is wrong.',
        details: [{ path: 'password', message: 'is wrong' }],
      });
    await this.guard.succeeded(guess);
  }

  stands(person: UserPrincipal): Promise<boolean> {
    return this.sessions.stillStands(person);
  }
}
