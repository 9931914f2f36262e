import type { AppConfig } from '@orbisvoice/config';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Encoded control characters: Postgres refuses NUL in text, and nobody means the others in an address. */
const CONTROL_IN_URL = /%(?:[01][0-9a-f]|7f)/i;
/** What every role answers; the rest of the API is served by the roles `api` and `all`. */
const OPERATIONAL = /^\/(?:health|ready|metrics)(?:\?|$)/;

/** What is decided about a request before anything of it is used. */
export function addEdgeChecks(server: FastifyInstance, config: AppConfig): void {
  const servesApi = config.role === 'all' || config.role === 'api';
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done(refusal(request, config, servesApi));
  });
}

function refusal(request: FastifyRequest, config: AppConfig, servesApi: boolean): AppError | undefined {
  if (CONTROL_IN_URL.test(request.url)) return new AppError('bad_request');
  if (!servesApi && !OPERATIONAL.test(request.url)) return new AppError('not_found');
  if (SAFE_METHODS.has(request.method)) return undefined;
  if (isCrossSite(request, config)) return new AppError('cross_site_request');
  if (hasBody(request) && !isJson(request)) return new AppError('unsupported_media_type');
  return undefined;
}

/**
 * A browser attaches cookies to requests that other sites cause, so a change made by cookie must come from our own
 * pages. Credentials in a header are never attached by a browser on its own.
 */
export function isCrossSite({ headers, protocol, host }: FastifyRequest, config: AppConfig): boolean {
  if (headers.cookie === undefined || headers.authorization !== undefined) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  // Browsers too old for Sec-Fetch-Site send Origin; whoever sends neither cannot be told apart from an attack.
  const { origin } = headers;
  return origin !== config.publicUrl && origin !== `${protocol}://${host}`;
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The types that a form on a foreign page can send without asking first are all refused by this. */
function isJson({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
