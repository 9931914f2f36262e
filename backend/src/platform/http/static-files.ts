import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BuiltFiles, type BuiltFile } from './built-files.js';
import { LivePages } from './live-pages.js';

/** Same distance from `src` and from the compiled `dist`. */
const REPOSITORY = join(import.meta.dirname, '..', '..', '..', '..');
const PAGES = join(REPOSITORY, 'frontend', 'dist');
const YEAR_SECONDS = 31_536_000;
/** Text that goes through substitution; everything else is sent as it was built. */
const FILLED = /\.(html|xml|txt)$/;
/** The home page has another address, and the page for missing pages has none. */
const NOT_ADDRESSES = new Set(['/index', '/404']);

export interface StaticFiles {
  folder?: string;
  /** What only a running installation knows, by the `%NAME%` that stands for it in pages, feeds and site maps. */
  values?: Readonly<Record<string, string>>;
  live?: LivePages;
}

/**
 * Serves the built pages from the API's origin, after every route had its chance: a GET that no route answers gets the
 * file of that name. A browser that asks for a page at `/a/b` gets `a/b.html`, or the page for everything below `/a`, or
 * the page that says that there is none.
 */
export function addStaticFiles(
  server: FastifyInstance,
  { folder = PAGES, values = {}, live = new LivePages() }: StaticFiles = {},
): void {
  const files = new BuiltFiles(folder, (path, text) => (FILLED.test(path) ? filled(text, values) : text));
  server.addHook('preHandler', async (request, reply) => {
    if (!request.is404 || (request.method !== 'GET' && request.method !== 'HEAD')) return;
    const [path = '/', query] = request.url.split('?', 2);
    const file = path.endsWith('.html') ? undefined : await files.find(path);
    if (file) return send(file, path, request, reply);
    if (!takesPage(request)) return;
    const page = await files.find(pageOf(path), live.writerOf(path));
    if (page) return send(page, path, request, reply);
    if (!wantsPage(request, path)) return;
    const inner = await files.find(`/${path.split('/')[1]}/any.html`);
    if (inner) return send(inner, path, request, reply);
    const proper = path.slice(0, -1);
    // Only to a page that is known, so that no address of somebody else can come of it.
    if (path.endsWith('/') && (await files.find(`${proper}.html`)))
      return reply.redirect(query === undefined ? proper : `${proper}?${query}`, 308);
    const missing = await files.find('/404.html');
    if (missing) return send(missing, path, request, reply.status(404));
  });
}

const pageOf = (path: string): string => {
  if (path === '/') return '/index.html';
  return NOT_ADDRESSES.has(path) ? '' : `${path}.html`;
};

/** Programs that draw a card for a shared link take anything; whoever wants JSON by name gets none of our pages. */
const takesPage = ({ headers: { accept } }: FastifyRequest): boolean =>
  accept === undefined || accept.includes('text/html') || accept.includes('*/*');

/** Addresses of the API are never asked for as a page, and a missing file is no page either. */
const wantsPage = ({ headers }: FastifyRequest, path: string): boolean =>
  headers.accept?.includes('text/html') === true && !/\.[a-z0-9]+$/i.test(path);

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/%([A-Z_]+)%/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );

function send(file: BuiltFile, path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply
    .header('cache-control', cacheControl(path))
    .header('etag', file.etag)
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  return reply
    .status(reply.statusCode)
    .type(file.type)
    .send(encoded(file, request, (name) => void reply.header('content-encoding', name)));
}

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
