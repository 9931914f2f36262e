import { Injectable } from '@nestjs/common';
import { Password, type AcceptInvitation } from '@orbisvoice/contracts';
import { TenantDatabase } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { InvitationAcceptance, type OpenInvitation } from '../../tenants/index.js';
import { LoginService, type LoginAttempt, type SignedIn } from './login.service.js';
import { NewMembers } from './new-members.js';
import { PasswordHasher } from './password-hasher.js';

/** What is known of the visitor besides the link. */
export interface Visitor extends Omit<LoginAttempt, 'email' | 'password'> {
  principal: UserPrincipal | undefined;
}

/**
 * The link proves the mailbox, which is enough to make an account with that address but not to enter an existing one:
 * its owner has to be signed in or to give the password.
 */
@Injectable()
export class InvitationJoinService {
  constructor(
    private readonly acceptance: InvitationAcceptance,
    private readonly newMembers: NewMembers,
    private readonly logins: LoginService,
    private readonly hasher: PasswordHasher,
    private readonly database: TenantDatabase,
  ) {}

  async join({ token, name, password }: AcceptInvitation, visitor: Visitor): Promise<SignedIn> {
    // Who is signed in with the invited address gives none.
    if (password !== undefined) this.hasher.admit();
    const invitation = await this.acceptance.find(token);
    const userId =
      (await this.existing(invitation, password, visitor)) ??
      (await this.newMembers.create(invitation, ...required(name, password)));
    return this.logins.signIn(userId, invitation.email, visitor.client, invitation.tenantId);
  }

  private async existing(
    invitation: OpenInvitation,
    password: string | undefined,
    { principal, ...attempt }: Visitor,
  ): Promise<string | undefined> {
    const known = await this.newMembers.known(invitation.email);
    if (!known) return undefined;
    if (known.id !== principal?.userId) {
      if (password === undefined)
        throw new AppError('unauthenticated', {
          message: 'This address has an account. Sign in, or give its password.',
        });
      await this.logins.prove({ ...attempt, email: invitation.email, password });
    }
    await this.database.withTenant(invitation.tenantId, (tx) =>
      this.acceptance.accept(tx, invitation, known.id),
    );
    return known.id;
  }
}

function required(name: string | undefined, password: string | undefined): [string, string] {
  const details = [];
  if (!name) details.push({ path: 'name', message: 'is needed for a new account' });
  const checked = Password.safeParse(password);
  if (!checked.success)
    details.push({
      path: 'password',
      message: checked.error.issues[0]?.message ?? 'is needed for a new account',
    });
  if (!name || !checked.success) throw new AppError('unprocessable', { details });
  return [name, checked.data];
}
