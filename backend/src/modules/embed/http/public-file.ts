import type { FastifyReply, FastifyRequest } from 'fastify';
import { compress, encodingFor } from './compressed.js';

/** For what its address names by its content. */
export const FOR_GOOD = 'public, max-age=31536000, immutable';

export interface PublicFile {
  readonly type: string;
  readonly source: Buffer;
  readonly etag: string;
  readonly caching: string;
  /** The source as somebody has packed it already. */
  readonly gzip?: Buffer | undefined;
}

/** Sends what every site of the world may load, as small as the browser takes it. */
export async function sendPublicFile(
  { type, source, etag, caching, gzip }: PublicFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'cache-control': caching,
    etag,
    vary: 'accept-encoding',
  });
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  const encoding = encodingFor(request.headers['accept-encoding'] as string | undefined);
  if (encoding) void reply.header('content-encoding', encoding);
  const packed = encoding === 'gzip' ? gzip : undefined;
  return reply.type(type).send(packed ?? (encoding ? await compress(source, encoding) : source));
}
