import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** Measures every answer by route pattern; the path itself would make a new series for each id. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const durations = metrics.histogram(
    'orbis_http_request_seconds',
    'Time to answer an HTTP request.',
    SECONDS,
    ['method', 'route', 'status'],
  );
  server.addHook('onResponse', (request, reply, done) => {
    // An event stream lasts as long as somebody looks; its duration says nothing about the server.
    if (String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')) return done();
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
    durations.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
