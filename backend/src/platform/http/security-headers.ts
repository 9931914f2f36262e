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
        styleSrc: ["'self'"],
        // Component libraries place popovers by style attributes; those cannot load or run anything.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
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
