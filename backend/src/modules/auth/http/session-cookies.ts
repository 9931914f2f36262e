import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ACCESS_TOKEN_SECONDS } from '../application/access-tokens.js';
import { SESSION_IDLE_MS } from '../application/session-tokens.js';

const DEVICE_SECONDS = 365 * 24 * 60 * 60;

interface CookieSpec {
  name: string;
  path: '/' | '/auth';
  maxAge: number;
}

export interface CookieTokens {
  accessToken: string;
  refreshToken?: string;
  deviceToken?: string;
}

/**
 * The cookies of a signed-in browser. Over https their names carry the prefixes by which browsers refuse such a cookie
 * from another host or an unsafe page; `__Host-` demands the path `/`, so the ones for /auth alone are `__Secure-`.
 */
@Injectable()
export class SessionCookies {
  private readonly secure: boolean;
  private readonly access: CookieSpec;
  private readonly refresh: CookieSpec;
  private readonly device: CookieSpec;

  constructor(config: AppConfig) {
    this.secure = config.publicUrl.startsWith('https:');
    const [host, page] = this.secure ? ['__Host-', '__Secure-'] : ['', ''];
    this.access = { name: `${host}ov_access`, path: '/', maxAge: ACCESS_TOKEN_SECONDS };
    this.refresh = { name: `${page}ov_refresh`, path: '/auth', maxAge: SESSION_IDLE_MS / 1000 };
    this.device = { name: `${page}ov_device`, path: '/auth', maxAge: DEVICE_SECONDS };
  }

  accessToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.access.name];
  }

  refreshToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.refresh.name];
  }

  deviceToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.device.name];
  }

  set(reply: FastifyReply, tokens: CookieTokens): void {
    this.write(reply, this.access, tokens.accessToken);
    if (tokens.refreshToken) this.write(reply, this.refresh, tokens.refreshToken);
    if (tokens.deviceToken) this.write(reply, this.device, tokens.deviceToken);
  }

  /** The device stays known: signing out is no reason to be treated as a stranger. */
  clear(reply: FastifyReply): void {
    this.write(reply, { ...this.access, maxAge: 0 }, '');
    this.write(reply, { ...this.refresh, maxAge: 0 }, '');
  }

  private write(reply: FastifyReply, { name, path, maxAge }: CookieSpec, value: string): void {
    reply.setCookie(name, value, { path, maxAge, httpOnly: true, sameSite: 'lax', secure: this.secure });
  }
}
