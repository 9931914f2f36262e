import type { Server } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { AppConfig } from '@orbisvoice/config';
import type { FastifyHttpOptions, FastifyReply } from 'fastify';
import { newId } from '../crypto/ids.js';
import { errorBody } from './error.filter.js';
import { MAX_CONNECTIONS, SLOW_SENDERS } from './slow-senders.js';
import { toAppError } from './to-app-error.js';

/** A stopping server looks so often for connections on which the last answer has been given. */
const IDLE_LOOK_MS = 100;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Fastify with a bound on everything a client may make us wait for or hold (docs/architecture/platform.md). */
export function createFastifyAdapter(config: AppConfig): FastifyAdapter {
  const options: FastifyHttpOptions<Server> = {
    http: SLOW_SENDERS,
    requestTimeout: SLOW_SENDERS.requestTimeout,
    connectionTimeout: 20_000,
    keepAliveTimeout: 65_000,
    maxRequestsPerSocket: 1_000,
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    // Errors from before routing, such as a malformed percent escape.
    frameworkErrors: (error, request, reply) => {
      const known = toAppError(error);
      void (reply as FastifyReply).status(known.status).send(errorBody(known, request.id));
    },
  };
  const adapter = new FastifyAdapter(options);
  const http = adapter.getInstance();
  http.server.maxConnections = MAX_CONNECTIONS;
  http.addHook('preClose', async () => letIdleGo(http.server));
  return adapter;
}

/** Fastify closes what is idle when it begins to close; a client that was just being answered would keep its connection. */
function letIdleGo(server: Server): void {
  const looking = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  server.once('close', () => clearInterval(looking));
}
