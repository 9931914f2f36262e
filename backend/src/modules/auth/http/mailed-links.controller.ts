import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AcceptInvitation, ForgotPassword, ResetPassword, VerifyEmail, Me } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  CurrentPrincipal,
  Public,
  RateLimited,
  type UserPrincipal,
} from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { EmailVerificationService } from '../application/email-verification.service.js';
import { InvitationJoinService } from '../application/invitation-join.service.js';
import { MeService } from '../application/me.service.js';
import { PasswordResetService } from '../application/password-reset.service.js';
import { BrowserSession } from './browser-session.js';

/** What begins or ends with a link in a mail. */
@ApiTags('auth')
@Controller('auth')
export class MailedLinksController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly resets: PasswordResetService,
    private readonly invitations: InvitationJoinService,
    private readonly profile: MeService,
    private readonly browser: BrowserSession,
  ) {}

  @Post('verify-email')
  @HttpCode(204)
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  verifyEmail(@Body({ schema: VerifyEmail }) { token }: VerifyEmail): Promise<void> {
    return this.verification.verify(token);
  }

  @Post('resend-verification')
  @HttpCode(202)
  @Access()
  @RateLimited({ name: 'resend-verification', per: 'tenant', limit: 5, windowMs: 3_600_000 })
  resendVerification(@CurrentPrincipal() principal: UserPrincipal): Promise<void> {
    return this.verification.resend(principal);
  }

  /** Answers the same for every address. */
  @Post('forgot-password')
  @HttpCode(202)
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  forgotPassword(@Body({ schema: ForgotPassword }) { email }: ForgotPassword): Promise<void> {
    return this.resets.request(email);
  }

  @Post('reset-password')
  @HttpCode(204)
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  async resetPassword(
    @Body({ schema: ResetPassword }) reset: ResetPassword,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.resets.reset(reset);
    this.browser.forget(reply);
  }

  @Post('accept-invitation')
  @Answers(Me)
  @HttpCode(200)
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  async acceptInvitation(
    @Body({ schema: AcceptInvitation }) acceptance: AcceptInvitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const principal = await this.browser.principalOf(request);
    const visitor = { ...this.browser.visitorOf(request), principal };
    const signedIn = await this.invitations.join(acceptance, visitor);
    this.browser.remember(reply, signedIn);
    return this.profile.me(signedIn);
  }
}
