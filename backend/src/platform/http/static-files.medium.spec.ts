import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as send, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { addStaticFiles } from './static-files.js';

const folder = mkdtempSync(join(tmpdir(), 'orbis-static-'));
const spa = join(folder, 'spa');
for (const inner of ['assets', 'dashboard', 'blog']) mkdirSync(join(spa, inner), { recursive: true });
for (const page of ['index', 'login', 'dashboard', 'dashboard/any', 'blog', 'blog/latency', '404'])
  writeFileSync(join(spa, `${page}.html`), `<title>${page}</title>%PUBLIC_URL%/ 100%OFF% %toString%`);
writeFileSync(join(spa, 'sitemap.xml'), '<loc>%PUBLIC_URL%/</loc>');
writeFileSync(join(spa, 'assets', 'app-1a2b.js'), 'run()'.repeat(1_000));
writeFileSync(join(spa, 'assets', 'gone-3c4d.js'), 'old()');
writeFileSync(join(folder, 'secret.txt'), 'not for you');
const server = fastify();
addStaticFiles(server, { folder: spa, values: { PUBLIC_URL: 'https://voice.test' } });
server.get('/agents', () => ({ items: [] }));
let port = 0;
beforeAll(async () => {
  port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const page = { accept: 'text/html' };

/** By hand, since fetch would tidy the addresses up before sending them. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const request = send({ host: '127.0.0.1', port, path, headers, method, agent: false }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const body = await buffer(response);
  return { statusCode: response.statusCode, headers: response.headers, body };
}

describe('built pages', () => {
  it.each([
    ['/', 'index'],
    ['/login?next=%2Fdashboard', 'login'],
    ['/dashboard', 'dashboard'],
    ['/dashboard/agents/1', 'dashboard/any'],
    ['/blog', 'blog'],
    ['/blog/latency', 'blog/latency'],
  ])('answers a browser at %s with the page of that address', async (url, title) => {
    const answer = await get(url, page);
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(answer.body.toString()).toContain(`<title>${title}</title>`);
  });

  it('fills in what only the running server knows, and leaves everything else as it is', async () => {
    expect((await get('/', page)).body.toString()).toBe(
      '<title>index</title>https://voice.test/ 100%OFF% %toString%',
    );
    const map = await get('/sitemap.xml');
    expect([map.headers['content-type'], map.body.toString()]).toEqual([
      'application/xml; charset=utf-8',
      '<loc>https://voice.test/</loc>',
    ]);
  });

  it.each([['/nothing'], ['/blog/nothing'], ['/login/deeper'], ['//evil.test/'], ['/index']])(
    'says to a browser that there is no page at %s',
    async (url) => {
      const answer = await get(url, page);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(answer.body.toString()).toContain('<title>404</title>');
    },
  );

  it('shows pages to programs that read shared links, and none to whoever wants something else', async () => {
    expect((await get('/blog', { accept: '*/*' })).statusCode).toBe(200);
    expect((await get('/blog')).headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await get('/blog', { accept: 'application/json' })).statusCode).toBe(404);
    expect((await get('/nothing', { accept: '*/*' })).headers['content-type']).not.toContain('html');
  });

  it('has one address for each page', async () => {
    const answer = await get('/blog/?page=1', page);
    expect([answer.statusCode, answer.headers.location]).toEqual([308, '/blog?page=1']);
    expect((await get('/blog.html', page)).statusCode).toBe(404);
  });

  it('leaves routes to the API and unknown addresses to its 404', async () => {
    expect(JSON.parse((await get('/agents', page)).body.toString())).toEqual({ items: [] });
    expect((await get('/unknown')).statusCode).toBe(404);
    expect((await get('/missing.png', page)).statusCode).toBe(404);
    expect((await get('/', page, 'POST')).statusCode).toBe(404);
  });

  it('answers 404 for a file that a newer build took away', async () => {
    rmSync(join(spa, 'assets', 'gone-3c4d.js'));
    expect((await get('/assets/gone-3c4d.js')).statusCode).toBe(404);
  });

  it('lets browsers keep hashed files for good and compresses them', async () => {
    const answer = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br, gzip' });
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.body.length).toBeLessThan(200);
    const etag = String(answer.headers.etag);
    expect((await get('/assets/app-1a2b.js', { 'if-none-match': etag })).statusCode).toBe(304);
  });

  it.each([['/../secret.txt'], ['/%2e%2e/secret.txt'], ['/..%2fsecret.txt'], ['//etc/passwd']])(
    'reaches nothing outside: %s',
    async (url) => {
      expect((await get(url)).body.toString()).not.toContain('not for you');
    },
  );
});
