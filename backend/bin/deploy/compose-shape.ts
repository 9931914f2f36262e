import { z } from 'zod';

/**
 * What of the Compose Specification our file uses, closed everywhere and narrower than its public schema, which
 * public-schemas.medium.spec.ts asks: what that allows and we do not want fails here.
 */
const Duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const Port = z.string().regex(/^(127\.0\.0\.1:)?(\$\{\w+:-\d+\}|\d+):\d+$/);
const Mount = z.string().regex(/^(\.\/[\w./-]+|\$\{\w+:-\.\/[\w./-]+\}|[a-z][\w-]*):\/[\w./-]+(:ro)?$/);
const Condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const Healthcheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: Duration,
  timeout: Duration,
  retries: z.int().positive(),
  start_period: Duration.optional(),
  start_interval: Duration.optional(),
});

export const ComposeService = z.strictObject({
  image: z.string().regex(/^[a-z0-9./-]+:[\w.-]+$/),
  build: z.string().optional(),
  profiles: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
  security_opt: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: Condition })).optional(),
  networks: z.record(z.string(), z.strictObject({ aliases: z.array(z.string()) })).optional(),
  ports: z.array(Port).optional(),
  volumes: z.array(Mount).optional(),
  secrets: z.array(z.string()).optional(),
  shm_size: z
    .string()
    .regex(/^\d+[kmg]b$/)
    .optional(),
  stop_grace_period: Duration.optional(),
  healthcheck: Healthcheck.optional(),
});
export type ComposeService = z.infer<typeof ComposeService>;

/** Fragments (`x-…`) are only there to be repeated. */
export const Compose = z
  .strictObject({
    name: z.string(),
    services: z.record(z.string(), ComposeService),
    secrets: z.record(z.string(), z.strictObject({ environment: z.string() })),
    volumes: z.record(z.string(), z.null()),
  })
  .check(({ value, issues }) => {
    for (const [name, service] of Object.entries(value.services)) {
      const volumes = (service.volumes ?? []).map((mount) => mount.split(':')[0] ?? '');
      const missing = [
        ...Object.keys(service.depends_on ?? {}).filter((other) => !(other in value.services)),
        ...(service.secrets ?? []).filter((secret) => !(secret in value.secrets)),
        ...volumes.filter((volume) => /^[a-z]/.test(volume) && !(volume in value.volumes)),
      ];
      for (const other of missing)
        issues.push({ code: 'custom', input: other, path: ['services', name], message: `no ${other}` });
    }
  });
