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
  abstract readonly geminiAnalysisModel: string;
  /** True where the local demonstration engine answers instead of Gemini. */
  abstract readonly liveEngine: boolean;

  /** The published agent that visitors of the public site may talk to. */
  abstract readonly demoAgentId: string | undefined;

  /** Calls at once: of this process, of a tenant unless the operator has set another number for it, of one API key. */
  abstract readonly callsPerProcess: number;
  abstract readonly callsPerTenant: number;
  abstract readonly callsPerKey: number;
  /** Voice sockets before their first message: of this process, and of one address. */
  abstract readonly silentSockets: number;
  abstract readonly silentSocketsPerAddress: number;

  abstract readonly smtpUrl: string | undefined;
  abstract readonly mailFrom: string;

  /** Root of every derived key: cookies, call tokens, key pepper, sealed mail bodies. */
  abstract readonly appSecret: string;
  /** What they have sealed is still read, and nothing is sealed under them any more. */
  abstract readonly previousAppSecrets: readonly string[];
  /** Sign-ups, sign-ins and resets that one address may try in a minute. */
  abstract readonly authAttemptsPerMinute: number;
  /** `host:port` that tools may call besides the public internet, by plain http too. */
  abstract readonly egressAllow: readonly string[];
  /** Who may post to the signed receivers; a source has several secrets while they are being replaced. */
  abstract readonly webhookSecrets: readonly {
    readonly receiver: string;
    readonly source: string;
    readonly secret: string;
  }[];
  /** A RefRef of the operator's own that is told of referrals; undefined: none. */
  abstract readonly refref:
    | {
        readonly apiUrl: string;
        readonly productId: string;
        readonly programId: string;
        readonly apiKey: string | undefined;
        readonly clientSecret: string | undefined;
        readonly commit: string | undefined;
      }
    | undefined;
  /** The bookkeeper's accounts, as they stand in exported journals. */
  abstract readonly referralAccounts: {
    readonly expense: string;
    readonly payable: string;
    readonly transit: string;
  };
  /** Where a browser remembers a referral only once its person has agreed, and the header, in lower case, that says where it is. */
  abstract readonly referralAsking: {
    /** Countries as ISO 3166 writes them, in capital letters. */
    readonly in: 'everywhere' | 'nowhere' | readonly string[];
    readonly countryHeader: string | undefined;
  };
  /** Addresses, in lower case, of the people who run this installation. */
  abstract readonly platformAdmins: readonly string[];
  /** The OpenTelemetry collector that is sent traces, and the share of them that is kept; undefined: none. */
  abstract readonly tracing:
    | {
        readonly endpoint: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly serviceName: string;
        readonly share: number;
      }
    | undefined;
  /** Bearer token that opens `/metrics` to other machines; without it only loopback may read them. */
  abstract readonly metricsToken: string | undefined;
  abstract readonly dataDir: string;
  /** For tests: a file with the milliseconds by which this product's time differs from the machine's. */
  abstract readonly clockFile: string | undefined;
  abstract readonly logLevel: LogLevel;
  /** Servers log on the standard output; a command's belongs to its result. */
  abstract readonly logTo: 'stdout' | 'stderr';
  /** How long a stopping process waits for running calls and requests. */
  abstract readonly drainMs: number;
  /** True where the launcher runs its own Postgres next to this process. */
  abstract readonly embeddedPostgres: boolean;
}
