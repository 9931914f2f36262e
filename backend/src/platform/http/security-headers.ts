import helmet from '@fastify/helmet';
import type { AppConfig } from '@orbisvoice/config';
import type { FastifyInstance } from 'fastify';

/** What pages of ours may load, who may frame them and what the browser may tell others. */
export async function addSecurityHeaders(server: FastifyInstance, config: AppConfig): Promise<void> {
  const secure = config.publicUrl.startsWith('https:');
  const gateway = new URL(config.gatewayUrl);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Of attributes too: pages set styles by script alone, which is no style of the document.
        styleSrc: ["'self'"],
        connectSrc: ["'self'", `${gateway.protocol}//${gateway.host}`],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  });
  server.addHook('onRequest', (_request, reply, done) => {
    reply.header('permissions-policy', 'microphone=(self), camera=(), geolocation=()');
    done();
  });
}
