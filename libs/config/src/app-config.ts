export type Role = 'all' | 'api' | 'gateway' | 'worker';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/**
 * Everything a process is told from outside, parsed once at its start. An abstract class, so that it is the type and
 * the injection token at the same time; the loader makes the only real values.
 */
export abstract class AppConfig {
  abstract readonly env: 'development' | 'test' | 'production';
  /** Which parts of the backend this process serves. */
  abstract readonly role: Role;
  /** Address that the servers listen on. */
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly gatewayPort: number;
  abstract readonly liveEnginePort: number;
  /** Where browsers reach the API and the dashboard; an origin without a path. */
  abstract readonly publicUrl: string;
  /** Where clients open the voice socket, path included: `ws://localhost:4001/stream`. */
  abstract readonly gatewayUrl: string;
  /** Proxies whose forwarding headers are believed; empty means none. */
  abstract readonly trustedProxies: readonly string[];

  /** The owner of the schema: migrations only. */
  abstract readonly databaseUrl: string;
  /** Role `orbis_app`: every request; row-level security applies to it. */
  abstract readonly databaseAppUrl: string;
  /** Role `orbis_relay`: outbox and sweeps over all tenants, by granted columns only. */
  abstract readonly databaseRelayUrl: string;
  /** Passwords of the two roles where their URLs are derived; undefined where the operator gave the URL. */
  abstract readonly rolePasswords: { readonly app: string | undefined; readonly relay: string | undefined };
  abstract readonly redisUrl: string | undefined;

  abstract readonly geminiApiKey: string | undefined;
  abstract readonly geminiBaseUrl: string | undefined;
  abstract readonly geminiModel: string;
  /** True where the local demonstration engine answers instead of Gemini. */
  abstract readonly liveEngine: boolean;

  abstract readonly smtpUrl: string | undefined;
  abstract readonly mailFrom: string;

  /** Root of every derived key: cookies, call tokens, key pepper, sealed mail bodies. */
  abstract readonly appSecret: string;
  /** Sign-ups, sign-ins and resets that one address may try in a minute. */
  abstract readonly authAttemptsPerMinute: number;
  /** `host:port` that tools may call besides the public internet, by plain http too. */
  abstract readonly egressAllow: readonly string[];
  /** Bearer token that opens `/metrics` to other machines; without it only loopback may read them. */
  abstract readonly metricsToken: string | undefined;
  abstract readonly dataDir: string;
  abstract readonly logLevel: LogLevel;
  /** How long a stopping process waits for running calls and requests. */
  abstract readonly drainMs: number;
  /** True where the launcher runs its own Postgres next to this process. */
  abstract readonly embeddedPostgres: boolean;
}
