import { jest } from '@jest/globals';
import { Body, Controller, Module, Post, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ErrorBody } from '@orbisvoice/contracts';
import type { FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusedStatement } from '../../../test/support/refused-statement.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { newId } from '../crypto/index.js';
import { tenantId } from '../database/index.js';
import { Access, AppError, Idempotent } from './index.js';
import { KeptAnswers } from './kept-answers.js';

const LOST = new Error('Connection terminated unexpectedly');
const FAILURES = {
  refused: new AppError('unprocessable'),
  deadlock: refusedStatement('40P01'),
  lost: LOST,
  ended: refusedStatement('57P01'),
  unforeseen: new TypeError('x is not a function'),
};

let effects = 0;

@Controller('effects')
@Access()
class EffectController {
  @Post()
  @Idempotent()
  async run(@Body() body: { fail?: keyof typeof FAILURES; slow?: boolean }) {
    effects++;
    if (body.slow) await sleep(300);
    if (body.fail) throw FAILURES[body.fail];
    return { number: effects, key: 'shown once' };
  }
}

const tenant = tenantId(newId());

class AsUser implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const userId = String(request.headers['x-user']);
    request.principal = {
      kind: 'user',
      userId,
      tenantId: tenant,
      role: 'owner',
      sessionId: 's',
      emailVerified: true,
      platformAdmin: false,
    };
    return true;
  }
}

@Module({ controllers: [EffectController], providers: [{ provide: APP_GUARD, useClass: AsUser }] })
class EffectModule {}

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ modules: [EffectModule] });
});
afterAll(() => test.close());
beforeEach(() => {
  effects = 0;
});

const send = (key: string, body: object = {}, user = 'ada') =>
  fetch(`${test.url}/effects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-user': user },
    body: JSON.stringify(body),
  });
const codeOf = async (answer: Response) => ErrorBody.parse(await answer.json()).error.code;

describe('Idempotency-Key', () => {
  it('replays the first answer byte by byte', async () => {
    const first = await send('a');
    const second = await send('a');
    expect([first.status, second.status, effects]).toEqual([201, 201, 1]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuses the key for another body', async () => {
    await send('b');
    const answer = await send('b', { other: true });
    expect([answer.status, await codeOf(answer), effects]).toEqual([409, 'idempotency_key_reused', 1]);
  });

  it('acts once for two requests at the same time', async () => {
    const answers = await Promise.all([send('c', { slow: true }), send('c', { slow: true })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(effects).toBe(1);
  });

  it.each([
    ['refused', 422],
    ['deadlock', 503],
  ])('may be sent again where nothing was done: %s', async (fail, status) => {
    expect((await send(fail, { fail })).status).toBe(status);
    expect((await send(fail, { fail })).status).toBe(status);
    expect((await send(fail)).status).toBe(201);
    expect(effects).toBe(3);
  });

  it.each([
    ['lost', 503],
    ['ended', 503],
    ['unforeseen', 500],
  ])('acts once where nobody knows whether it was done: %s', async (fail, status) => {
    expect((await send(fail, { fail })).status).toBe(status);
    const again = await send(fail, { fail });
    expect([again.status, await codeOf(again), effects]).toEqual([409, 'conflict', 1]);
  });

  it('acts once, and answers, where the answer could not be kept', async () => {
    jest.spyOn(test.app.get(KeptAnswers), 'keep').mockRejectedValueOnce(LOST);
    const first = await send('unkept');
    expect([first.status, await first.json()]).toEqual([201, { number: 1, key: 'shown once' }]);
    const again = await send('unkept');
    expect([again.status, await codeOf(again), effects]).toEqual([409, 'conflict', 1]);
  });

  it('knows no key of somebody else', async () => {
    expect((await send('d')).status).toBe(201);
    expect((await send('d', {}, 'bob')).status).toBe(201);
    expect(effects).toBe(2);
  });

  it('refuses a malformed key', async () => {
    expect((await send('k'.repeat(201))).status).toBe(400);
  });
});
