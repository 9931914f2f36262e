import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { CreateApiKey, ErrorBody } from '@orbisvoice/contracts';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Access, CurrentPrincipal, PathId, Public } from './index.js';
import type { Principal } from './index.js';

@Controller('samples')
class SampleController {
  @Post()
  @Public()
  create(@Body({ schema: CreateApiKey }) body: CreateApiKey) {
    return body;
  }

  @Get('broken')
  @Public()
  broken() {
    throw new Error('a secret detail');
  }

  @Get('mine')
  @Access()
  mine(@CurrentPrincipal() principal: Principal) {
    return principal.tenantId;
  }

  @Get(':id')
  @Public()
  one(@PathId('agent_not_found') id: string) {
    return { id };
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ modules: [SampleModule] });
});
afterAll(() => test.close());

const send = (path: string, init?: RequestInit) => fetch(`${test.url}${path}`, init);
const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  send('/samples', { method: 'POST', body, headers });

describe('errors', () => {
  it('names the faulty field of a body', async () => {
    const answer = await post(JSON.stringify({ name: '', kind: 'secret', allowedOrigins: ['nonsense'] }));
    expect(answer.status).toBe(400);
    const body = ErrorBody.parse(await answer.json());
    expect(body.error.code).toBe('bad_request');
    expect(body.error.details?.map((detail) => detail.path)).toEqual(['name', 'allowedOrigins.0']);
    expect(body.error.requestId).toBe(answer.headers.get('x-request-id'));
  });

  it.each([
    ['unknown path', '/nothing/here', 404, 'not_found'],
    ['path id that is no UUID', '/samples/abc', 404, 'agent_not_found'],
    ['malformed escape', '/samples/%E0%A4%A', 400, 'bad_request'],
    ['NUL in the path', '/samples/a%00b', 400, 'bad_request'],
    ['missing credential', '/samples/mine', 401, 'unauthenticated'],
  ])('answers one shape: %s', async (_name, path, status, code) => {
    const answer = await send(path);
    expect([answer.status, ErrorBody.parse(await answer.json()).error.code]).toEqual([status, code]);
  });

  it('tells nothing about faults of ours', async () => {
    const answer = await send('/samples/broken', { headers: { 'x-request-id': 'given-id' } });
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toContain('secret detail');
    expect(JSON.parse(text).error).toMatchObject({ code: 'internal', requestId: 'given-id' });
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 400, 'bad_request'],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['plain text', '{}', 'text/plain', 415, 'unsupported_media_type'],
    [
      'too large a body',
      JSON.stringify({ name: 'x'.repeat(300_000) }),
      'application/json',
      413,
      'payload_too_large',
    ],
  ])('refuses %s', async (_name, body, type, status, code) => {
    const answer = await post(body, { 'content-type': type });
    expect([answer.status, ErrorBody.parse(await answer.json()).error.code]).toEqual([status, code]);
  });
});

const login = (headers: Record<string, string>) =>
  post(JSON.stringify({ name: 'x', kind: 'secret' }), { 'content-type': 'application/json', ...headers });

describe('changes made by cookie', () => {
  it.each([
    ['another site', { cookie: 'a=b', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { cookie: 'a=b', 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser elsewhere', { cookie: 'a=b', origin: 'https://evil.test' }, 403],
    ['nobody knows where', { cookie: 'a=b' }, 403],
    ['our own page', { cookie: 'a=b', 'sec-fetch-site': 'same-origin' }, 201],
    ['a program with a key', { cookie: 'a=b', authorization: 'Bearer x' }, 201],
    ['a program without cookies', {}, 201],
  ])('from %s', async (_name, headers, status) => {
    expect((await login(headers)).status).toBe(status);
  });

  it('from our own page in an old browser', async () => {
    expect((await login({ cookie: 'a=b', origin: test.url })).status).toBe(201);
    expect((await login({ cookie: 'a=b', origin: test.config.publicUrl })).status).toBe(201);
  });
});

describe('other sites', () => {
  it('may read the widget routes without credentials, and no others', async () => {
    const headers = { origin: 'https://shop.test', 'access-control-request-method': 'POST' };
    const allowed = await send('/widget/sessions', { method: 'OPTIONS', headers });
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.test');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await send('/samples', { method: 'OPTIONS', headers });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('operations', () => {
  it('answers health, readiness and, from this machine only, metrics', async () => {
    expect(await (await send('/health')).json()).toEqual({ status: 'ok' });
    expect(await (await send('/ready')).json()).toEqual({ status: 'ready', parts: { database: 'up' } });
    expect(await (await send('/metrics')).text()).toContain('orbis_http_request_seconds_bucket');
    expect((await send('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });

  it('describes itself, with the contract of each body', async () => {
    const { paths } = (await (await send('/openapi.json')).json()) as { paths: Record<string, object> };
    expect(paths['/samples']).toHaveProperty(
      ['post', 'requestBody', 'content', 'application/json', 'schema', '$ref'],
      '#/components/schemas/CreateApiKey',
    );
    expect((await send('/reference')).headers.get('content-type')).toContain('text/html');
    expect((await (await send('/reference/swagger-ui-bundle.js')).text()).length).toBeGreaterThan(100_000);
  });

  it('sends the headers that fence our pages in', async () => {
    const { headers } = await send('/health');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain(new URL(test.config.gatewayUrl).host);
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
