import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../platform/clock/clock.js';
import { RunningProcesses } from '../../platform/database/index.js';
import { Logger } from '../../platform/logging/index.js';
import { IdentityDirectory, PersonProof, TenantsModule } from '../tenants/index.js';
import { AccessTokens } from './application/access-tokens.js';
import { AccountAnnouncing } from './application/account-announcing.js';
import { AccountMails } from './application/account-mails.js';
import { AccountStanding } from './application/account-standing.js';
import { AccountTrail } from './application/account-trail.js';
import { AccountsFacade } from './application/accounts-facade.js';
import { ApiKeyDigest } from './application/api-key-digest.js';
import { ApiKeysFacade } from './application/api-keys-facade.js';
import { Authenticator } from './application/authenticator.js';
import { CredentialNews } from './application/credential-news.js';
import { CredentialWatch } from './application/credential-watch.js';
import { EmailLinks } from './application/email-links.js';
import { EmailVerificationService } from './application/email-verification.service.js';
import { IdentitySweepJob } from './application/identity-sweep.job.js';
import { InvitationJoinService } from './application/invitation-join.service.js';
import { KnownAddressMail } from './application/known-address-mail.js';
import { LiveStanding } from './application/live-standing.js';
import { LoginGuard } from './application/login-guard.js';
import { LoginService } from './application/login.service.js';
import { MeService } from './application/me.service.js';
import { MemberDirectory } from './application/member-directory.js';
import { NewMembers } from './application/new-members.js';
import { PasswordChange } from './application/password-change.js';
import { PasswordHasher } from './application/password-hasher.js';
import { PasswordNotice } from './application/password-notice.js';
import { PasswordProof } from './application/password-proof.js';
import { PasswordResetService } from './application/password-reset.service.js';
import { SessionEnding } from './application/session-ending.js';
import { SessionIssuer } from './application/session-issuer.js';
import { SessionRefresh } from './application/session-refresh.js';
import { SessionTokens } from './application/session-tokens.js';
import { SessionVerifier } from './application/session-verifier.js';
import { SessionsService } from './application/sessions.service.js';
import { SignupService } from './application/signup.service.js';
import { RateLimiter } from './domain/rate-limiter.port.js';
import { AccountController } from './http/account.controller.js';
import { ApiKeysController } from './http/api-keys.controller.js';
import { AuthenticationGuard } from './http/authentication.guard.js';
import { BrowserSession } from './http/browser-session.js';
import { LiveController } from './http/live.controller.js';
import { MailedLinksController } from './http/mailed-links.controller.js';
import { RequestAuthenticator } from './http/request-authenticator.js';
import { RequestLimits } from './http/request-limits.js';
import { SessionCookies } from './http/session-cookies.js';
import { SessionsController } from './http/sessions.controller.js';
import { ApiKeysRepository } from './persistence/api-keys.repository.js';
import { EmailTokensRepository } from './persistence/email-tokens.repository.js';
import { GuessCountsRepository } from './persistence/guess-counts.repository.js';
import { InProcessRateLimiter } from './persistence/in-process-rate-limiter.js';
import { RedisRateLimiter } from './persistence/redis-rate-limiter.js';
import { SessionsRepository } from './persistence/sessions.repository.js';
import { UsersRepository } from './persistence/users.repository.js';
import { AuthTeamData } from './persistence/auth-team-data.js';

const application = [
  AccessTokens,
  AccountAnnouncing,
  AccountMails,
  AccountStanding,
  AccountTrail,
  AccountsFacade,
  ApiKeyDigest,
  ApiKeysFacade,
  Authenticator,
  CredentialNews,
  CredentialWatch,
  EmailLinks,
  EmailVerificationService,
  IdentitySweepJob,
  InvitationJoinService,
  KnownAddressMail,
  LiveStanding,
  LoginGuard,
  LoginService,
  MeService,
  NewMembers,
  PasswordChange,
  PasswordHasher,
  PasswordNotice,
  PasswordResetService,
  SessionEnding,
  SessionIssuer,
  SessionRefresh,
  SessionTokens,
  SessionVerifier,
  SessionsService,
  SignupService,
];
const persistence = [
  AuthTeamData,
  ApiKeysRepository,
  EmailTokensRepository,
  GuessCountsRepository,
  SessionsRepository,
  UsersRepository,
];
const http = [BrowserSession, RequestAuthenticator, RequestLimits, SessionCookies];

/** One count for all processes where Redis is configured, else for this one. */
function makeRateLimiter(
  config: AppConfig,
  clock: Clock,
  logger: Logger,
  processes: RunningProcesses,
): RateLimiter {
  if (!config.redisUrl) return new InProcessRateLimiter(clock);
  return new RedisRateLimiter(
    config.redisUrl,
    clock,
    (err) => logger.warn('Redis does not answer, so each process counts its own requests', { err }),
    ({ byGateways }) => processes.count(byGateways ? ['all', 'api', 'gateway'] : ['all', 'api']),
  );
}

/** Global, because tenants cannot import it and yet needs its IdentityDirectory, and privacy its PersonProof. */
@Global()
@Module({
  imports: [TenantsModule],
  controllers: [
    AccountController,
    MailedLinksController,
    SessionsController,
    ApiKeysController,
    LiveController,
  ],
  providers: [
    ...application,
    ...persistence,
    ...http,
    {
      provide: RateLimiter,
      useFactory: makeRateLimiter,
      inject: [AppConfig, Clock, Logger, RunningProcesses],
    },
    { provide: IdentityDirectory, useClass: MemberDirectory },
    { provide: PersonProof, useClass: PasswordProof },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [
    AccountsFacade,
    ApiKeysFacade,
    Authenticator,
    CredentialWatch,
    IdentityDirectory,
    PersonProof,
    RateLimiter,
  ],
})
export class AuthModule {}
