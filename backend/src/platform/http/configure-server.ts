import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyInstance } from 'fastify';
import { runInContext } from '../logging/request-context.js';
import { measureRequests } from '../metrics/http-metrics.js';
import { Metrics } from '../metrics/metrics.js';
import { addCrossOrigin } from './cross-origin.js';
import { addEdgeChecks } from './edge-checks.js';
import { addSecurityHeaders } from './security-headers.js';
import { addStaticFiles } from './static-files.js';

/** Hooks run in the order in which they are added here. */
export async function configureServer(app: NestFastifyApplication): Promise<void> {
  const config = app.get(AppConfig);
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  server.addHook('onRequest', (request, _reply, done) => runInContext({ requestId: request.id }, done));
  measureRequests(server, app.get(Metrics));
  await addSecurityHeaders(server, config);
  addCrossOrigin(server);
  addEdgeChecks(server, config);
  await server.register(cookie);
  addStaticFiles(server);
}
