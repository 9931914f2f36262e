import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Access, Public, type Principal } from '../../../platform/http/index.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { RequestAuthenticator } from './request-authenticator.js';
import type { RequestLimits } from './request-limits.js';

class Routes {
  @Public()
  open() {}
  @Access({ roles: ['owner'] })
  owners() {}
  forgotten() {}
}

const principal = { kind: 'user', role: 'owner' } as Principal;
const authenticator = { authenticate: () => Promise.resolve(principal) } as unknown as RequestAuthenticator;
const guard = new AuthenticationGuard(new Reflector(), authenticator, {} as RequestLimits);

const enter = (route: keyof Routes, request: object = {}) =>
  guard.canActivate({
    getType: () => 'http',
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
  } as unknown as ExecutionContext);

describe('authentication guard', () => {
  it('asks nothing on a public route and leaves it without a principal', async () => {
    const request = {};
    await expect(enter('open', request)).resolves.toBe(true);
    expect(request).toEqual({});
  });

  it('says who it is to the route behind it', async () => {
    const request = {};
    await expect(enter('owners', request)).resolves.toBe(true);
    expect(request).toEqual({ principal });
  });

  it('lets nobody into a route that forgot to say who may come', async () => {
    await expect(enter('forgotten')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
