import { Injectable } from '@nestjs/common';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { UsersRepository } from '../persistence/users.repository.js';
import type { ClientInfo } from './client-info.js';
import { LoginGuard } from './login-guard.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionIssuer, workplaceOf, type IssuedSession } from './session-issuer.js';

export interface LoginAttempt {
  email: string;
  password: string;
  client: ClientInfo;
  deviceToken?: string | undefined;
}

export interface SignedIn extends IssuedSession {
  /** For the cookie by which this browser is known from now on. */
  deviceToken: string;
}

@Injectable()
export class LoginService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly guard: LoginGuard,
    private readonly tenants: TenantsFacade,
    private readonly issuer: SessionIssuer,
    private readonly identity: IdentityDatabase,
  ) {}

  /** @throws AppError `invalid_credentials`, after the same work whether or not the address is known. */
  async login(attempt: LoginAttempt): Promise<SignedIn> {
    const user = await this.prove(attempt);
    return this.signIn(user.id, user.email, attempt.client);
  }

  /** Checks address and password under the limits on guessing, without signing in. */
  async prove({ email, password, client, deviceToken }: LoginAttempt): Promise<UserEntity> {
    this.hasher.admit();
    const guess = { email, address: client.address, deviceToken };
    await this.guard.admit(guess);
    const user = await this.known(email);
    const matches = await this.hasher.verify(user?.passwordHash, password);
    if (!user || !matches) throw new AppError('invalid_credentials');
    await this.guard.succeeded(guess);
    return user;
  }

  known(email: string): Promise<UserEntity | null> {
    return this.identity.transaction((tx) => this.users.findByEmail(tx, email));
  }

  /** For somebody who was proved, by whatever means. */
  async signIn(userId: string, email: string, client: ClientInfo, wished?: string): Promise<SignedIn> {
    const workplace = await workplaceOf(this.tenants, userId, wished);
    const session = await this.issuer.start(userId, workplace, client);
    return { ...session, deviceToken: this.guard.deviceToken(email) };
  }
}
