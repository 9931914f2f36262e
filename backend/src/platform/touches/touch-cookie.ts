import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../clock/clock.js';
import { KeyRing, sameDigest, sha256 } from '../crypto/key-ring.js';
import { decodeTouches, encodeTouches, withTouch, type Touch } from './touch-token.js';

const PURPOSE = 'referral touches';

/**
 * The cookie in which referral links leave their visit. Set by our own answers only, since browsers soon forget what
 * scripts store. In the platform, because referrals writes it and sign-up reads it and neither knows the other.
 */
@Injectable()
export class TouchCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(
    config: AppConfig,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {
    this.secure = config.publicUrl.startsWith('https:');
    this.name = `${this.secure ? '__Host-' : ''}ov_touch`;
  }

  read(request: FastifyRequest): Touch[] {
    const token = request.cookies[this.name];
    if (token === undefined) return [];
    return decodeTouches(token, this.clock.now().getTime(), this.sign, sameText);
  }

  /** Only a new visit by a link writes: looking at pages prolongs nothing. */
  add(request: FastifyRequest, reply: FastifyReply, touch: Touch, keepMs: number): void {
    const until = this.clock.now().getTime() + keepMs;
    const token = encodeTouches(withTouch(this.read(request), touch), until, this.sign);
    this.write(reply, token, Math.floor(keepMs / 1_000));
  }

  clear(reply: FastifyReply): void {
    this.write(reply, '', 0);
  }

  private readonly sign = (text: string): string => this.keys.hmac(PURPOSE, text).toString('base64url');

  private write(reply: FastifyReply, value: string, maxAge: number): void {
    const { secure } = this;
    reply.setCookie(this.name, value, { path: '/', maxAge, httpOnly: true, sameSite: 'lax', secure });
  }
}

const sameText = (a: string, b: string): boolean => sameDigest(sha256(a), sha256(b));
