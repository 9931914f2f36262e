import { z } from 'zod';

export const VARIABLE_GROUPS = [
  'process',
  'addresses',
  'database',
  'queue',
  'voice',
  'mail',
  'security',
] as const;
export type VariableGroup = (typeof VARIABLE_GROUPS)[number];

/** Where a variable is declared it is also described: validation and `docs/api/env.md` come from this one table. */
export interface Variable {
  schema: z.ZodType;
  group: VariableGroup;
  about: string;
  /** What happens without it, in words. */
  absent: string;
  secret?: true;
}

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    );
const origin = url('http', 'https')
  .refine((value) => new URL(value).pathname === '/' && !new URL(value).search, 'must not have a path')
  .transform((value) => new URL(value).origin);
const port = z.coerce.number('must be a port number').int().min(0).max(65_535);
const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

export const VARIABLES = {
  NODE_ENV: {
    schema: z.enum(['development', 'test', 'production']).default('development'),
    group: 'process',
    about: '`production` turns on the strict checks of this table and secure cookies.',
    absent: 'development',
  },
  ROLE: {
    schema: z.enum(['all', 'api', 'gateway', 'worker']).default('all'),
    group: 'process',
    about: 'What this process serves.',
    absent: 'all, in one process',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    group: 'process',
    about: 'Least severe log line that is written.',
    absent: 'info',
  },
  DATA_DIR: {
    schema: z.string().default('.data'),
    group: 'process',
    about: 'Folder of the embedded parts.',
    absent: '.data',
  },
  DRAIN_SECONDS: {
    schema: z.coerce.number('must be a number of seconds').min(0).max(3_600).default(120),
    group: 'process',
    about: 'How long a stopping process lets running calls go on before it hands them over.',
    absent: '120',
  },
  ALLOW_EMBEDDED: {
    schema: flag.default(false),
    group: 'process',
    about:
      'Lets production run on the embedded Postgres, the in-process queue, the local engine and local mail.',
    absent: 'production insists on the real parts',
  },
  EMBEDDED_POSTGRES: {
    schema: flag.default(false),
    group: 'process',
    about: 'Set by the launcher where it started its own Postgres; not for people.',
    absent: 'DATABASE_URL is a server of its own',
  },
  HOST: {
    schema: z.string().optional(),
    group: 'addresses',
    about: 'Address that the servers listen on.',
    absent: '127.0.0.1; 0.0.0.0 in production',
  },
  PORT: {
    schema: port.default(3000),
    group: 'addresses',
    about: 'API, dashboard, health and metrics.',
    absent: '3000',
  },
  GATEWAY_PORT: { schema: port.default(4001), group: 'addresses', about: 'Voice gateway.', absent: '4001' },
  LIVE_ENGINE_PORT: {
    schema: port.default(4100),
    group: 'addresses',
    about: 'Local live engine.',
    absent: '4100',
  },
  PUBLIC_URL: {
    schema: origin.optional(),
    group: 'addresses',
    about: 'Origin under which browsers reach the API and the dashboard; stands in mails.',
    absent: 'http://localhost:PORT; needed in production',
  },
  GATEWAY_URL: {
    schema: url('ws', 'wss').optional(),
    group: 'addresses',
    about: 'Address of the voice socket that clients are told, path included.',
    absent: 'PUBLIC_URL with GATEWAY_PORT, or wss on the same host where PUBLIC_URL is https',
  },
  TRUST_PROXY: {
    schema: list.default([]),
    group: 'addresses',
    about: 'Comma-separated addresses or networks of proxies whose X-Forwarded-For is believed.',
    absent: 'none is believed',
  },
  DATABASE_URL: {
    schema: url('postgres', 'postgresql'),
    group: 'database',
    about: 'Owner of the schema; runs migrations and may create roles.',
    absent: 'the launcher starts an embedded Postgres; without the launcher it is needed',
    secret: true,
  },
  DATABASE_APP_URL: {
    schema: url('postgres', 'postgresql').optional(),
    group: 'database',
    about: 'Connection as `orbis_app`, where its password is managed elsewhere.',
    absent: 'DATABASE_URL with a password derived from APP_SECRET',
    secret: true,
  },
  DATABASE_RELAY_URL: {
    schema: url('postgres', 'postgresql').optional(),
    group: 'database',
    about: 'Connection as `orbis_relay`, where its password is managed elsewhere.',
    absent: 'DATABASE_URL with a password derived from APP_SECRET',
    secret: true,
  },
  REDIS_URL: {
    schema: url('redis', 'rediss').optional(),
    group: 'queue',
    about: 'Redis for jobs and shared rate limits; its own instance with `maxmemory-policy noeviction`.',
    absent: 'jobs run on Postgres, limits count in one process',
    secret: true,
  },
  GEMINI_API_KEY: {
    schema: z.string().min(10, 'is too short for a key').optional(),
    group: 'voice',
    about: 'Key of the Gemini Live API.',
    absent: 'the local demonstration engine answers',
    secret: true,
  },
  GEMINI_BASE_URL: {
    schema: url('http', 'https').optional(),
    group: 'voice',
    about: 'Another address of the Live API.',
    absent: "Google's own, or the local engine without a key",
  },
  GEMINI_MODEL: {
    schema: z.string().default('gemini-3.8-live'),
    group: 'voice',
    about: 'Live model that answers calls.',
    absent: 'gemini-3.8-live',
  },
  SMTP_URL: {
    schema: url('smtp', 'smtps').optional(),
    group: 'mail',
    about: 'Mail server, with user and password in the URL.',
    absent: 'mail lands in the local outbox page, /dev/mail',
    secret: true,
  },
  MAIL_FROM: {
    schema: z.string().default('OrbisVoice <no-reply@localhost>'),
    group: 'mail',
    about: 'Sender of every mail.',
    absent: 'OrbisVoice <no-reply@localhost>',
  },
  APP_SECRET: {
    schema: z.string().optional(),
    group: 'security',
    about: 'Root secret, at least 32 characters at random; cookies, tokens and stored keys depend on it.',
    absent: 'a fixed one for development; needed in production',
    secret: true,
  },
  AUTH_ATTEMPTS_PER_MINUTE: {
    schema: z.coerce.number('must be a number').int().min(1).max(100_000).default(60),
    group: 'security',
    about: 'Requests without a credential (sign up, sign in, reset) that one address may make in a minute.',
    absent: '60',
  },
  EGRESS_ALLOW: {
    schema: list
      .refine(
        (entries) => entries.every((entry) => /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/.test(entry)),
        'must be a list of host:port',
      )
      .default([]),
    group: 'security',
    about:
      'Comma-separated `host:port` that tools may call besides the public internet, without TLS too; for development.',
    absent: 'tools call public hosts on port 443 only',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, 'must have at least 16 characters').optional(),
    group: 'security',
    about: 'Bearer token for /metrics from other machines.',
    absent: '/metrics answers loopback only',
    secret: true,
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
export type Environment = { [N in VariableName]: z.output<(typeof VARIABLES)[N]['schema']> };
