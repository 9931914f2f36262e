import { z } from 'zod';
import { CALL_LIMIT_VARIABLES } from './call-limit-variables.js';
import { TRACING_VARIABLES } from './tracing-variables.js';
import {
  flag,
  list,
  origin,
  places,
  port,
  referralAccounts,
  url,
  webhookSecrets,
} from './variable-values.js';

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
    about:
      'How long a stopping process lets go on what is on: calls before they are handed over, jobs before another worker runs them again, requests before they are cut. Nobody waits longer than there is something on; afterwards there are 15 s to close.',
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
  CLOCK_FILE: {
    schema: z.string().min(1).optional(),
    group: 'process',
    about:
      'For tests of the product: a file whose number, in milliseconds, is added to the time. Refused in production.',
    absent: 'the time of the machine',
  },
  ...TRACING_VARIABLES,
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
  COUNTRY_HEADER: {
    schema: z
      .string()
      .regex(/^[\w-]+$/, 'must be the name of a header')
      .toLowerCase()
      .optional(),
    group: 'addresses',
    about:
      'Request header in which your own proxy names the country of the visitor, in two letters. The proxy has to overwrite what visitors send.',
    absent: 'no country is known',
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
  GEMINI_ANALYSIS_MODEL: {
    schema: z.string().default('gemini-3.8-flash'),
    group: 'voice',
    about: 'Model that reads transcripts after calls, for agents that ask for an analysis.',
    absent: 'gemini-3.8-flash; nothing is analysed without GEMINI_API_KEY',
  },
  DEMO_AGENT_ID: {
    schema: z.uuid('must be the id of an agent').optional(),
    group: 'voice',
    about: 'Published agent that visitors of the landing page may talk to; its team pays for those calls.',
    absent: "the launcher takes the demo team's agent; without one the page shows a written call",
  },
  ...CALL_LIMIT_VARIABLES,
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
  PREVIOUS_APP_SECRETS: {
    schema: list.default([]),
    group: 'security',
    about: 'Comma-separated former values of `APP_SECRET`: what they sealed is read until `secrets:rewrap`.',
    absent: 'only what the present secret sealed can be read',
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
  WEBHOOK_SECRETS: {
    schema: webhookSecrets.default([]),
    group: 'security',
    about:
      'Comma-separated `receiver/source=secret` of whoever may post to `/webhooks/{billing,payouts,referrals}/:source`; the same pair again while a secret is being replaced. `whsec_…` as Standard Webhooks writes it; for `billing/stripe` what Stripe shows.',
    absent: 'no sender is known and every receiver answers 404',
    secret: true,
  },
  REFREF_API_URL: {
    schema: origin.optional(),
    group: 'addresses',
    about:
      'API of a RefRef of your own that is told of referrals. It needs `REFREF_PRODUCT_ID` and `REFREF_PROGRAM_ID` too.',
    absent: 'nothing is copied to anybody; the programme is complete without it',
  },
  REFREF_PRODUCT_ID: {
    schema: z.string().max(200).optional(),
    group: 'addresses',
    about: 'Product there.',
    absent: 'nothing is copied',
  },
  REFREF_PROGRAM_ID: {
    schema: z.string().max(200).optional(),
    group: 'addresses',
    about: 'Programme there.',
    absent: 'nothing is copied',
  },
  REFREF_API_KEY: {
    schema: z.string().max(500).optional(),
    group: 'security',
    about: 'Key for its tracking calls.',
    absent: 'sign-ups alone are copied, with the client secret',
    secret: true,
  },
  REFREF_CLIENT_SECRET: {
    schema: z.string().max(500).optional(),
    group: 'security',
    about: 'Signs short-lived tokens for its widget call, where it takes no key.',
    absent: 'that call is not used',
    secret: true,
  },
  REFREF_COMMIT: {
    schema: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/, 'must be a commit')
      .optional(),
    group: 'addresses',
    about: 'Which version of it you run, for the licence notice.',
    absent: 'the health page says that it is not known',
  },
  REFERRAL_ACCOUNTS: {
    schema: referralAccounts.default({
      expense: 'commission expense',
      payable: 'accrued commissions payable',
      transit: 'payouts in transit',
    }),
    group: 'process',
    about:
      'Names or numbers of the accounts in exported referral journals: `expense=6300,payable=2105,transit=2106`.',
    absent: 'plain words stand for them',
  },
  REFERRAL_ASK_IN: {
    schema: places.default('everywhere'),
    group: 'process',
    about:
      'Where visitors by a referral link are asked before their browser remembers it: `everywhere`, `nowhere`, or comma-separated ISO 3166 countries of two letters, which need `COUNTRY_HEADER`. Who asks not to be tracked is never remembered.',
    absent: 'everywhere',
  },
  PLATFORM_ADMINS: {
    schema: list
      .transform((emails) => emails.map((email) => email.toLowerCase()))
      .refine(
        (emails) => emails.every((email) => /^[^@\s]+@[^@\s]+$/.test(email)),
        'must be a list of e-mail addresses',
      )
      .default([]),
    group: 'security',
    about:
      'Comma-separated e-mail addresses of the people who run this installation. Signed in with one of them, confirmed, a person may use `/admin`.',
    absent: 'nobody may',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, 'must have at least 16 characters').optional(),
    group: 'security',
    about: 'Bearer token that /metrics asks everybody for, this machine too.',
    absent: '/metrics answers loopback only',
    secret: true,
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
export type Environment = { [N in VariableName]: z.output<(typeof VARIABLES)[N]['schema']> };
