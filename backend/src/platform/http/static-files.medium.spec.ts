import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as send, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { addStaticFiles } from './static-files.js';

const folder = mkdtempSync(join(tmpdir(), 'orbis-static-'));
const [spa, widget] = [join(folder, 'spa'), join(folder, 'widget')];
mkdirSync(join(spa, 'assets'), { recursive: true });
mkdirSync(widget);
writeFileSync(join(spa, 'index.html'), '<title>app</title>');
writeFileSync(join(spa, 'assets', 'app-1a2b.js'), 'run()'.repeat(1_000));
writeFileSync(join(spa, 'assets', 'gone-3c4d.js'), 'old()');
writeFileSync(join(widget, 'widget.js'), 'embed()');
writeFileSync(join(folder, 'secret.txt'), 'not for you');
const server = fastify();
addStaticFiles(server, { spa, widget });
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
  it.each([['/'], ['/dashboard/agents'], ['/login']])(
    'answers the application to a browser at %s',
    async (url) => {
      const answer = await get(url, page);
      expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
    },
  );

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

  it('lets other sites load the widget, and only the widget', async () => {
    expect((await get('/widget.js')).headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect((await get('/', page)).headers['cross-origin-resource-policy']).toBeUndefined();
  });

  it.each([['/../secret.txt'], ['/%2e%2e/secret.txt'], ['/..%2fsecret.txt'], ['//etc/passwd']])(
    'reaches nothing outside: %s',
    async (url) => {
      expect((await get(url)).body.toString()).not.toContain('not for you');
    },
  );
});
