import { Injectable } from '@nestjs/common';
import type { Signup } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';
import type { Touch } from '../../../platform/touches/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import type { SignupReferral } from './account-announcing.js';
import { AccountsFacade } from './accounts-facade.js';
import { KnownAddressMail } from './known-address-mail.js';
import { LoginGuard } from './login-guard.js';
import { LoginService, type LoginAttempt, type SignedIn } from './login.service.js';
import { PasswordHasher } from './password-hasher.js';
import { refuseWeakPassword } from './refuse-weak-password.js';

/**
 * An address that has an account already: with its password this is a sign-in, without it `email_taken`. That answer
 * is the one place that tells whether an address is known (docs/adr/0009-signup-may-say-email-taken.md says why).
 */
@Injectable()
export class SignupService {
  constructor(
    private readonly accounts: AccountsFacade,
    private readonly logins: LoginService,
    private readonly hasher: PasswordHasher,
    private readonly guard: LoginGuard,
    private readonly mails: KnownAddressMail,
  ) {}

  /** @param touches visits by referral links that the browser kept. */
  async signup(
    signup: Signup,
    attempt: Omit<LoginAttempt, 'email' | 'password'>,
    touches: Touch[] = [],
  ): Promise<SignedIn> {
    this.hasher.admit();
    // Before the address is looked up: a weak password must not become a question about the address.
    refuseWeakPassword(signup.password, [signup.email, signup.email.split('@')[0] ?? '', signup.name]);
    const admit = () => this.guard.admitSignup(attempt.client.address);
    await admit();
    const known = await this.logins.known(signup.email);
    if (known) return this.signInInstead(known, signup.password, attempt);
    const { userId, tenantId } = await this.accounts.createAccount({
      ...signup,
      referral: referralOf(signup, touches),
      // Of many that ask at once, known and unknown addresses are refused alike from the tenth that was told.
      stillAdmitted: admit,
    });
    return this.logins.signIn(userId, signup.email, attempt.client, tenantId);
  }

  private async signInInstead(
    known: UserEntity,
    password: string,
    attempt: Omit<LoginAttempt, 'email' | 'password'>,
  ): Promise<SignedIn> {
    try {
      return await this.logins.login({ ...attempt, email: known.email, password });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid_credentials') throw error;
      await this.guard.admitTakenAddress(attempt.client.address);
      await this.mails.send(known);
      throw new AppError('email_taken');
    }
  }
}

function referralOf(
  { referralCode, referralParam, referralDeclined }: Signup,
  touches: Touch[],
): SignupReferral | undefined {
  if (referralDeclined) return undefined;
  return { typedCode: referralCode ?? null, paramCode: referralParam ?? null, touches };
}
