import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Login, Signup, SwitchTenant, Me } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  AppError,
  CurrentPrincipal,
  Public,
  RateLimited,
  type UserPrincipal,
} from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { LoginService } from '../application/login.service.js';
import { MeService } from '../application/me.service.js';
import { SessionEnding } from '../application/session-ending.js';
import { SessionsService } from '../application/sessions.service.js';
import { SignupService } from '../application/signup.service.js';
import { BrowserSession } from './browser-session.js';

@ApiTags('auth')
@Controller('auth')
export class AccountController {
  constructor(
    private readonly signups: SignupService,
    private readonly logins: LoginService,
    private readonly sessions: SessionsService,
    private readonly ending: SessionEnding,
    private readonly profile: MeService,
    private readonly browser: BrowserSession,
  ) {}

  @Post('signup')
  @Answers(Me, 201, 'Signed in.')
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  async signup(
    @Body({ schema: Signup }) signup: Signup,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const touches = this.browser.touchesOf(request);
    const signedIn = await this.signups.signup(signup, this.browser.visitorOf(request), touches);
    this.browser.remember(reply, signedIn);
    if (touches.length > 0) this.browser.forgetTouches(reply);
    return this.profile.me(signedIn);
  }

  @Post('login')
  @Answers(Me)
  @HttpCode(200)
  @Public()
  @RateLimited({ name: 'auth', per: 'address' })
  async login(
    @Body({ schema: Login }) { email, password }: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const signedIn = await this.logins.login({ email, password, ...this.browser.visitorOf(request) });
    this.browser.remember(reply, signedIn);
    return this.profile.me(signedIn);
  }

  /** Signs out with whatever is left of a session, so it needs no valid one. */
  @Post('logout')
  @HttpCode(204)
  @Public()
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const principal = await this.browser.principalOf(request);
    const refreshToken = this.browser.refreshTokenOf(request);
    if (principal) await this.ending.end(principal.userId, principal.sessionId, principal.tenantId);
    else if (refreshToken) await this.ending.endByRefreshToken(refreshToken);
    // A form of another site sends no cookies, and so is not taken for one; it must not have them taken away either.
    if (this.browser.broughtSession(request)) this.browser.forget(reply);
  }

  @Post('refresh')
  @Answers(Me)
  @HttpCode(200)
  @Public()
  @RateLimited({ name: 'refresh', per: 'address' })
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const token = this.browser.refreshTokenOf(request);
    if (!token) throw new AppError('unauthenticated');
    const session = await this.sessions.refresh(token, this.browser.visitorOf(request).client);
    this.browser.remember(reply, session);
    return this.profile.me(session);
  }

  @Get('me')
  @Answers(Me)
  @Access()
  me(@CurrentPrincipal() principal: UserPrincipal): Promise<Me> {
    return this.profile.me(principal);
  }

  @Post('switch-tenant')
  @Answers(Me)
  @HttpCode(200)
  @Access()
  async switchTenant(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body({ schema: SwitchTenant }) { tenantId }: SwitchTenant,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const session = await this.sessions.switchTenant(principal, tenantId);
    this.browser.remember(reply, session);
    return this.profile.me(session);
  }
}
