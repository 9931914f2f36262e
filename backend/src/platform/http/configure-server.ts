import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyInstance } from 'fastify';
import { runInContext } from '../logging/request-context.js';
import { measureRequests } from '../metrics/http-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { traceRequests } from '../tracing/trace-requests.js';
import { Tracing } from '../tracing/tracing.port.js';
import { addCrossOrigin } from './cross-origin.js';
import { addEdgeChecks } from './edge-checks.js';
import { LivePages } from './live-pages.js';
import { addSecurityHeaders } from './security-headers.js';
import { addStaticFiles } from './static-files.js';

/** Hooks run in the order in which they are added here. */
export async function configureServer(app: NestFastifyApplication): Promise<void> {
  const config = app.get(AppConfig);
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  // The first context makes Node track every callback of the process from then on, audio frames included. A gateway by
  // itself answers nothing but probes, whose log lines need no request id.
  if (config.role !== 'gateway') {
    const traced = traceRequests(server, app.get(Tracing));
    server.addHook('onRequest', (request, _reply, done) =>
      runInContext({ requestId: request.id, traceparent: traced(request) }, done),
    );
  }
  measureRequests(server, app.get(Metrics));
  await addSecurityHeaders(server, config);
  addCrossOrigin(server);
  addEdgeChecks(server, config);
  await server.register(cookie);
  addStaticFiles(server, {
    values: { PUBLIC_URL: config.publicUrl, DEMO_AGENT_ID: config.demoAgentId ?? '' },
    live: app.get(LivePages),
  });
}
