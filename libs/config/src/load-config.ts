import { AppConfig } from './app-config.js';
import { ConfigError, type ConfigProblem } from './config-error.js';
import { deriveRolePassword, withCredentials } from './role-urls.js';
import { VARIABLES, type Environment, type VariableName } from './variables.js';

/** Good enough for one's own machine, and refused by name in production. */
export const DEVELOPMENT_SECRET = 'orbisvoice-development-secret-not-for-production';
const PLACEHOLDER = /change.?me|placeholder|example|development|your.?secret|^(.)\1+$/i;
const MIN_SECRET_LENGTH = 32;

/**
 * Parses a process environment. Empty variables count as absent, since compose files and CI systems set them so.
 * @throws ConfigError with every fault, by name and never with a value.
 */
export function loadConfig(source: Record<string, string | undefined>): AppConfig {
  const problems: ConfigProblem[] = [];
  const env = parse(source, problems);
  if (problems.length === 0) problems.push(...problemsTogether(env));
  if (problems.length === 0 && env.NODE_ENV === 'production') problems.push(...productionProblems(env));
  if (problems.length > 0) throw new ConfigError(problems);
  return derive(env);
}

function parse(source: Record<string, string | undefined>, problems: ConfigProblem[]): Environment {
  const values: Record<string, unknown> = {};
  for (const variable of Object.keys(VARIABLES) as VariableName[]) {
    const text = source[variable]?.trim() || undefined;
    const result = VARIABLES[variable].schema.safeParse(text);
    if (result.success) values[variable] = result.data;
    else problems.push({ variable, problem: describe(text, result.error.issues[0]?.message) });
  }
  return values as Environment;
}

function describe(text: string | undefined, message = 'is not valid'): string {
  return text === undefined
    ? 'is needed and was not set'
    : message.replace(/^Invalid option: expected/, 'must be');
}

/** What each variable may be by itself, and not beside the others. */
function problemsTogether({ REFERRAL_ASK_IN: askIn, COUNTRY_HEADER: header }: Environment): ConfigProblem[] {
  if (typeof askIn === 'string' || header !== undefined) return [];
  const problem = 'lists countries, and COUNTRY_HEADER does not say where a visitor’s country is read';
  return [{ variable: 'REFERRAL_ASK_IN', problem }];
}

function productionProblems(env: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const need = (variable: VariableName, problem: string) => problems.push({ variable, problem });
  if (!env.PUBLIC_URL) need('PUBLIC_URL', 'is needed in production');
  if (!env.APP_SECRET) need('APP_SECRET', 'is needed in production');
  else if (env.APP_SECRET.length < MIN_SECRET_LENGTH)
    need('APP_SECRET', `must have at least ${MIN_SECRET_LENGTH} characters`);
  else if (PLACEHOLDER.test(env.APP_SECRET)) need('APP_SECRET', 'is a placeholder; make a random one');
  if (env.CLOCK_FILE) need('CLOCK_FILE', 'is for tests alone; production keeps the time of the machine');
  if (env.PUBLIC_URL?.startsWith('https:') && env.GATEWAY_URL?.startsWith('ws:'))
    need('GATEWAY_URL', 'must begin with wss:// where PUBLIC_URL is https://, or browsers refuse it');
  if (env.ALLOW_EMBEDDED) return problems;
  const real = 'is needed in production (ALLOW_EMBEDDED=true runs on the embedded part)';
  if (env.EMBEDDED_POSTGRES) need('DATABASE_URL', real);
  if (!env.REDIS_URL) need('REDIS_URL', real);
  if (!env.GEMINI_API_KEY) need('GEMINI_API_KEY', real);
  if (!env.SMTP_URL) need('SMTP_URL', real);
  return problems;
}

function derive(env: Environment): AppConfig {
  const appSecret = env.APP_SECRET ?? DEVELOPMENT_SECRET;
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  const liveEngine = env.GEMINI_API_KEY === undefined;
  const app = env.DATABASE_APP_URL ? undefined : deriveRolePassword(appSecret, 'orbis_app');
  const relay = env.DATABASE_RELAY_URL ? undefined : deriveRolePassword(appSecret, 'orbis_relay');
  return {
    env: env.NODE_ENV,
    role: env.ROLE,
    host: env.HOST ?? (env.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: env.PORT,
    gatewayPort: env.GATEWAY_PORT,
    liveEnginePort: env.LIVE_ENGINE_PORT,
    publicUrl,
    gatewayUrl: env.GATEWAY_URL ?? gatewayUrl(publicUrl, env.GATEWAY_PORT),
    trustedProxies: env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL ?? withCredentials(env.DATABASE_URL, 'orbis_app', app ?? ''),
    databaseRelayUrl: env.DATABASE_RELAY_URL ?? withCredentials(env.DATABASE_URL, 'orbis_relay', relay ?? ''),
    rolePasswords: { app, relay },
    redisUrl: env.REDIS_URL,
    geminiApiKey: env.GEMINI_API_KEY,
    geminiBaseUrl:
      env.GEMINI_BASE_URL ?? (liveEngine ? `http://127.0.0.1:${env.LIVE_ENGINE_PORT}` : undefined),
    geminiModel: env.GEMINI_MODEL,
    geminiAnalysisModel: env.GEMINI_ANALYSIS_MODEL,
    liveEngine,
    demoAgentId: env.DEMO_AGENT_ID,
    callsPerProcess: env.CALLS_PER_PROCESS,
    callsPerTenant: env.CALLS_PER_TENANT,
    callsPerKey: env.CALLS_PER_KEY,
    silentSockets: env.SILENT_SOCKETS,
    silentSocketsPerAddress: env.SILENT_SOCKETS_PER_ADDRESS,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    appSecret,
    previousAppSecrets: env.PREVIOUS_APP_SECRETS,
    authAttemptsPerMinute: env.AUTH_ATTEMPTS_PER_MINUTE,
    egressAllow: env.EGRESS_ALLOW,
    webhookSecrets: env.WEBHOOK_SECRETS,
    refref: refrefOf(env),
    referralAccounts: env.REFERRAL_ACCOUNTS,
    referralAsking: { in: env.REFERRAL_ASK_IN, countryHeader: env.COUNTRY_HEADER },
    platformAdmins: env.PLATFORM_ADMINS,
    tracing: tracingOf(env),
    metricsToken: env.METRICS_TOKEN,
    dataDir: env.DATA_DIR,
    clockFile: env.CLOCK_FILE,
    logLevel: env.LOG_LEVEL,
    logTo: 'stdout',
    drainMs: env.DRAIN_SECONDS * 1000,
    embeddedPostgres: env.EMBEDDED_POSTGRES,
  };
}

/** Whole or not at all: half a configuration would copy half of what happens. */
function refrefOf(env: Environment): AppConfig['refref'] {
  const { REFREF_API_URL: apiUrl, REFREF_PRODUCT_ID: productId, REFREF_PROGRAM_ID: programId } = env;
  if (!apiUrl || !productId || !programId) return undefined;
  const { REFREF_API_KEY: apiKey, REFREF_CLIENT_SECRET: clientSecret, REFREF_COMMIT: commit } = env;
  return { apiUrl, productId, programId, apiKey, clientSecret, commit };
}

function tracingOf(env: Environment): AppConfig['tracing'] {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return undefined;
  return {
    endpoint,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: env.OTEL_SERVICE_NAME,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  };
}

/** Behind TLS one proxy serves both ports under one host; without TLS clients reach the gateway's port directly. */
function gatewayUrl(publicUrl: string, gatewayPort: number): string {
  const url = new URL('/stream', publicUrl);
  if (url.protocol === 'https:') url.protocol = 'wss:';
  else {
    url.protocol = 'ws:';
    url.port = String(gatewayPort);
  }
  return url.href;
}
