import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { EmbedSnippets, WidgetConfig } from '@orbisvoice/contracts';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';
import { WidgetBuilds } from './application/widget-builds.service.js';

jest.setTimeout(60_000);

const UNKNOWN = '0195d8a0-0000-7000-8000-0000000000ff';
const EVIL = 'https://evil.example';

let test: GatewayTest;
let agentId: string;
let draftId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent({ name: 'Reception <b>', consentText: 'May we keep a transcript?' });
  draftId = await test.agent({ status: 'draft' });
});
afterAll(() => test.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${test.url}${path}`, { headers });
const snippets = async () => {
  const answer = await get(`/agents/${agentId}/embed`, { authorization: `Bearer ${test.secretKey}` });
  return EmbedSnippets.strict().parse(await answer.json());
};

describe('the script', () => {
  it('may be loaded by any site, checked by it, and is asked for again after minutes', async () => {
    const answer = await get('/widget.js', { origin: EVIL, 'accept-encoding': 'gzip, br' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=300, stale-while-revalidate=3600',
      vary: expect.stringContaining('accept-encoding'),
    });
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await answer.text()).toContain('registerProcessor');
    const etag = answer.headers.get('etag') ?? '';
    expect((await get('/widget.js', { 'if-none-match': etag })).status).toBe(304);
  });

  it('is sent as the build has packed it to browsers that take gzip', async () => {
    const plain = await (await get('/widget.js', { 'accept-encoding': 'identity' })).text();
    const { current } = test.app.get(WidgetBuilds);
    expect(gunzipSync(current?.gzip ?? Buffer.alloc(0)).toString()).toBe(plain);
    const length = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { 'accept-encoding': 'gzip' };
        request(`${test.url}${path}`, { headers }, (answer) => {
          let bytes = 0;
          answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
          answer.on('end', () => resolve(bytes));
        })
          .on('error', reject)
          .end();
      });
    expect(await length('/widget.js')).toBe(current?.gzip?.length);
  });

  it('keeps each build at an address of its own, for good and with its digest', async () => {
    const { current, pinnedScript } = await snippets();
    const answer = await get(new URL(current.url).pathname);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(current.integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`);
    expect(current.bytes).toBe(bytes.length);
    expect(pinnedScript).toContain(current.integrity);
    expect((await get('/widget@0.0.0-0000000000.js')).status).toBe(404);
    expect((await get('/widget@..%2f..%2fpackage.js')).status).toBe(404);
  });

  it('answers for builds of earlier programs', async () => {
    const source = Buffer.from('oldWidget()');
    await test.rows(`insert into widget_builds values ('0.0.9-aaaaaaaaaa', $1, now())`, source);
    expect(await (await get('/widget@0.0.9-aaaaaaaaaa.js')).text()).toBe('oldWidget()');
    const { current } = test.app.get(WidgetBuilds);
    const kept = await test.rows('select source from widget_builds where version = $1', current?.version);
    expect(kept).toEqual([{ source: current?.source }]);
  });
});

describe('the words of a language', () => {
  /** The digest that the script asks for its words by. */
  const digest = async (): Promise<string> => {
    const script = await (await get('/widget.js')).text();
    return /@([0-9a-f]{10})\.json/.exec(script)?.[1] ?? '';
  };

  it.each(['ar', 'de', 'es', 'fr'])('are there for any site, for good: %s', async (lang) => {
    const path = `/widget/words/${lang}@${await digest()}.json`;
    const answer = await get(path, { origin: EVIL, 'accept-encoding': 'gzip, br' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(await answer.json()).toMatchObject({ welcome: expect.stringContaining('{name}') });
  });

  it('are those that a script was built with, whatever program serves it today', async () => {
    const earlier = JSON.stringify({ welcome: 'Wie früher, {name}' });
    await test.rows(
      `insert into widget_words values ('de@aaaaaaaaaa', $1, now())`,
      Buffer.from(earlier, 'utf8'),
    );
    expect(await (await get('/widget/words/de@aaaaaaaaaa.json')).text()).toBe(earlier);
    const name = `de@${await digest()}`;
    const [kept] = await test.rows('select words from widget_words where name = $1', name);
    const today = await (await get(`/widget/words/${name}.json`)).text();
    expect((kept as { words: Buffer }).words.toString('utf8')).toBe(today);
    expect(today).not.toBe(earlier);
  });

  it('are not there for languages that nobody translated, for other builds, or for anything else', async () => {
    const now = await digest();
    for (const name of [
      `xx@${now}.json`,
      'de@0000000000.json',
      'de.json',
      `de@${now}.js`,
      '..%2f..%2fwidget.js',
    ])
      expect((await get(`/widget/words/${name}`)).status).toBe(404);
  });
});

describe('what the widget shows before a call', () => {
  it('is told to pages that the agent allows, without a key and without asking first', async () => {
    const answer = await get(`/widget/config/${agentId}`, { origin: PAGE });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('vary')).toContain('Origin');
    const config = WidgetConfig.strict().parse(await answer.json());
    expect(config).toMatchObject({ id: agentId, recorded: false, languages: ['en-US'] });
    expect(config.consentVersion).not.toBe('');
    expect(config.appearance).toEqual({ theme: 'auto', accent: null, position: 'bottom-end' });
  });

  it.each([
    ['another site', { origin: EVIL }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nobody in particular', {}],
    ['a page of another site that names no origin', { 'sec-fetch-site': 'cross-site' }],
  ])(
    'is refused to %s, in words that its developer can read',
    async (_who, headers: Record<string, string>) => {
      const answer = await get(`/widget/config/${agentId}`, headers);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect([answer.status, error.code]).toEqual([403, 'origin_not_allowed']);
      if (headers.origin === EVIL) {
        expect(answer.headers.get('access-control-allow-origin')).toBe(EVIL);
        expect(error.message).toContain(EVIL);
      }
    },
  );

  it('is told to our own page in a frame', async () => {
    const own = await get(`/widget/config/${agentId}`, { 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(200);
  });

  it('is not there for drafts and unknown agents', async () => {
    for (const id of [draftId, UNKNOWN, 'x'])
      expect((await get(`/widget/config/${id}`, { origin: PAGE })).status).toBe(404);
  });
});

describe('the page for a frame', () => {
  it('runs under a strict policy and may be framed by the allowed sites only', async () => {
    const answer = await get(`/embed/${agentId}?lang=de&theme=dark`, { referer: `${PAGE}/contact` });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(new RegExp(`frame-ancestors 'self' ${PAGE}$`));
    expect(policy).toContain("default-src 'none'");
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('permissions-policy')).toContain('microphone=(self)');
    const html = await answer.text();
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('Reception &lt;b&gt;');
    expect(html).toContain(agentId);
    const [, nonce] = /nonce-([\w-]+)/.exec(policy) ?? [];
    expect(html).toContain(`nonce="${nonce}"`);
    expect(await (await get(`/embed/${agentId}`)).text()).not.toContain(`nonce="${nonce}"`);
  });

  it('says so to people where the site around it is not allowed or the agent is not there', async () => {
    const lonely = await test.agent({ allowedOrigins: [] });
    for (const [id, referer, status, words] of [
      [agentId, `${EVIL}/`, 403, EVIL],
      [lonely, `${PAGE}/`, 403, PAGE],
      [draftId, `${PAGE}/`, 404, 'no such agent'],
      ['x', `${PAGE}/`, 404, 'no such agent'],
    ] as const) {
      const answer = await get(`/embed/${id}`, { referer });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *');
      expect(await answer.text()).toContain(words);
    }
  });

  it('gets tickets for itself alone', async () => {
    const ask = (headers: Record<string, string>, id = agentId) =>
      fetch(`${test.url}/embed/${id}/sessions`, { method: 'POST', headers });
    const own = new URL(test.config.publicUrl).origin;
    const answer = await ask({ origin: own });
    expect(answer.status).toBe(201);
    const { token, callId } = (await answer.json()) as { token: string; callId: string };
    const visitor = await test.visitor(own);
    expect(await visitor.ready({ token })).toMatchObject({ callId });
    visitor.hangUp();
    const another = 'http://127.0.0.1:1';
    expect((await ask({ origin: another, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await ask({ origin: another, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await ask({ origin: PAGE })).status).toBe(403);
    expect((await ask({})).status).toBe(403);
    expect((await ask({ origin: own }, draftId)).status).toBe(404);
    expect((await ask({ origin: own }, await test.agent({ allowedOrigins: [] }))).status).toBe(403);
  });
});

describe('a call from inside a frame', () => {
  const ask = (site: string) =>
    fetch(`${test.url}/embed/${agentId}/sessions?site=${encodeURIComponent(site)}`, {
      method: 'POST',
      headers: { origin: new URL(test.config.publicUrl).origin },
    });

  it('belongs to the site around the frame, though its socket comes from our page', async () => {
    const answer = await ask(PAGE);
    expect(answer.status).toBe(201);
    const { token, callId } = (await answer.json()) as { token: string; callId: string };
    expect(await test.rows('select origin from calls where id = $1', callId)).toEqual([{ origin: PAGE }]);
    const stranger = await test.visitor(PAGE);
    stranger.hello({ token });
    expect((await stranger.untilClosed()).code).toBe(4003);
    const again = (await (await ask(PAGE)).json()) as { token: string; callId: string };
    const visitor = await test.visitor(new URL(test.config.publicUrl).origin);
    expect(await visitor.ready({ token: again.token })).toMatchObject({ callId: again.callId });
    visitor.hangUp();
  });

  it.each([
    [EVIL, 403, `does not allow ${EVIL}`],
    ['null', 403, 'referrerpolicy'],
    [`${PAGE}/contact`, 400, 'origin such as'],
  ])('is refused where that is %s, in words that its developer can read', async (site, status, words) => {
    const answer = await ask(site);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  });
});

describe('the lines to copy', () => {
  it('are for members of the team and keys that read agents', async () => {
    expect((await snippets()).iframe).toContain(`/embed/${agentId}"`);
    const publishable = { authorization: `Bearer ${test.publishableKey}` };
    expect((await get(`/agents/${agentId}/embed`, publishable)).status).toBe(403);
    const secret = { authorization: `Bearer ${test.secretKey}` };
    expect((await get(`/agents/${UNKNOWN}/embed`, secret)).status).toBe(404);
    expect((await get(`/agents/${draftId}/embed`, secret)).status).toBe(200);
  });
});
