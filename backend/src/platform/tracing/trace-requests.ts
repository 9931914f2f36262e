import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Span, Tracing } from './tracing.port.js';

/** Asked every few seconds by machines; a trace of it tells nobody anything. */
const PROBES = new Set(['/health', '/ready', '/metrics']);

/**
 * One span for each request that a route of ours answers, under the route's pattern.
 * @returns begins the span of a request and gives its `traceparent`, if it has one; a first hook calls it.
 */
export function traceRequests(
  server: FastifyInstance,
  tracing: Tracing,
): (request: FastifyRequest) => string | undefined {
  if (!tracing.enabled) return () => undefined;
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end(reply.statusCode >= 500 ? String(reply.statusCode) : undefined);
    done();
  });
  return (request) => {
    const route = request.routeOptions.url;
    if (request.is404 || route === undefined || PROBES.has(route)) return undefined;
    const { traceparent } = request.headers;
    const span = tracing.begin(`${request.method} ${route}`, {
      kind: 'server',
      parent: typeof traceparent === 'string' ? traceparent : undefined,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'orbis.request.id': request.id,
      },
    });
    spans.set(request, span);
    return span.traceparent;
  };
}
