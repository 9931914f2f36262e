import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BuiltFiles, type BuiltFile } from './built-files.js';

/** Same distance from `src` and from the compiled `dist`. */
const REPOSITORY = join(import.meta.dirname, '..', '..', '..', '..');
const SPA = join(REPOSITORY, 'frontend', 'dist');
const WIDGET = join(REPOSITORY, 'widget', 'dist');
const INDEX = '/index.html';
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built pages from the API's origin, after every route had its chance: a GET that no route answers gets the
 * file of that name, or, where a person's browser asks for a page, the application itself.
 */
export function addStaticFiles(server: FastifyInstance, folders = { spa: SPA, widget: WIDGET }): void {
  const widget = new BuiltFiles(folders.widget);
  const spa = new BuiltFiles(folders.spa);
  server.addHook('preHandler', async (request, reply) => {
    if (!request.is404 || (request.method !== 'GET' && request.method !== 'HEAD')) return;
    const path = request.url.split('?')[0] ?? '/';
    const embeddable = await widget.find(path);
    const file =
      embeddable ?? (await spa.find(path)) ?? (wantsPage(request, path) ? await spa.find(INDEX) : undefined);
    if (!file) return;
    if (embeddable) reply.header('cross-origin-resource-policy', 'cross-origin');
    reply
      .header('cache-control', cacheControl(path))
      .header('etag', file.etag)
      .header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
    return reply
      .status(200)
      .type(file.type)
      .send(encoded(file, request, (name) => void reply.header('content-encoding', name)));
  });
}

/** Addresses of the API are never asked for as a page, and a missing file is no page either. */
const wantsPage = ({ headers }: FastifyRequest, path: string): boolean =>
  headers.accept?.includes('text/html') === true && !/\.[a-z0-9]+$/i.test(path);

/** Vite puts a hash of the content into every name under /assets/; everything else may change under its name. */
const cacheControl = (path: string): string =>
  path.startsWith('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';

function encoded(
  { bytes, gzip }: BuiltFile,
  { headers }: FastifyRequest,
  use: (name: string) => void,
): Buffer {
  const accepted = headers['accept-encoding'];
  if (!gzip || typeof accepted !== 'string' || !/\bgzip\b/.test(accepted)) return bytes;
  use('gzip');
  return gzip;
}
