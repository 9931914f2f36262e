import type { FastifyInstance } from 'fastify';

/** Routes that pages of other sites call with a publishable key, never with cookies. */
const CROSS_ORIGIN_PREFIX = '/widget/';
const ALLOWED_METHODS = 'GET, POST';
const ALLOWED_HEADERS = 'authorization, content-type, x-request-id, idempotency-key';
const PREFLIGHT_SECONDS = 600;

/**
 * Lets browsers read the answers of those routes anywhere. Which site may really use an agent is decided by the route,
 * from `Origin`, since a preflight does not carry the key. Credentials are never allowed.
 */
export function addCrossOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (!request.url.startsWith(CROSS_ORIGIN_PREFIX)) return done();
    reply.header('vary', 'Origin').header('cross-origin-resource-policy', 'cross-origin');
    if (origin === undefined || origin === 'null') return done();
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', 'x-request-id, retry-after');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return done();
    void reply
      .header('access-control-allow-methods', ALLOWED_METHODS)
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', PREFLIGHT_SECONDS)
      .status(204)
      .send();
  });
}
