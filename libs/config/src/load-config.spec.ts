import { ConfigError, describeVariables, loadConfig, VARIABLES } from './index.js';

const database = { DATABASE_URL: 'postgres://owner:pw@127.0.0.1:5432/orbis' };
const production = {
  ...database,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://voice.test',
  APP_SECRET: 'f3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c',
  REDIS_URL: 'redis://cache:6379',
  GEMINI_API_KEY: 'a-key-of-some-length',
  SMTP_URL: 'smtp://mail:25',
};

function problemsOf(env: Record<string, string | undefined>) {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.problems.map((p) => [p.variable, p.problem]));
    throw error;
  }
  return {};
}

describe('loadConfig', () => {
  it('needs nothing but a database on a development machine', () => {
    const config = loadConfig(database);
    expect(config).toMatchObject({
      env: 'development',
      role: 'all',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      gatewayUrl: 'ws://localhost:4001/stream',
      liveEngine: true,
      geminiBaseUrl: 'http://127.0.0.1:4100',
      host: '127.0.0.1',
    });
  });

  it('derives the URLs of the two roles from the one database and secret', () => {
    const config = loadConfig(database);
    expect(new URL(config.databaseAppUrl).username).toBe('orbis_app');
    expect(new URL(config.databaseRelayUrl).username).toBe('orbis_relay');
    expect(new URL(config.databaseAppUrl).password).toBe(config.rolePasswords.app);
    expect(config.rolePasswords.app).not.toBe(config.rolePasswords.relay);
    expect(loadConfig({ ...database, APP_SECRET: 'another' }).rolePasswords.app).not.toBe(
      config.rolePasswords.app,
    );
  });

  it('leaves a role alone whose URL the operator gives', () => {
    const config = loadConfig({ ...database, DATABASE_APP_URL: 'postgres://a:b@db/orbis' });
    expect(config.databaseAppUrl).toBe('postgres://a:b@db/orbis');
    expect(config.rolePasswords.app).toBeUndefined();
  });

  it('puts the voice socket on the same host behind TLS', () => {
    expect(loadConfig(production).gatewayUrl).toBe('wss://voice.test/stream');
  });

  it('treats an empty variable as absent', () => {
    expect(loadConfig({ ...database, REDIS_URL: '', PORT: '  ' })).toMatchObject({
      redisUrl: undefined,
      port: 3000,
    });
  });

  it('lists every faulty variable by name and never shows a value', () => {
    const bad = {
      DATABASE_URL: 'mysql://hunter2@db',
      PORT: '99999999',
      ROLE: 's3cret-role',
      SMTP_URL: 'hunter2',
    };
    const problems = problemsOf(bad);
    expect(Object.keys(problems).sort()).toEqual(['DATABASE_URL', 'PORT', 'ROLE', 'SMTP_URL']);
    expect(problems.ROLE).toContain('"gateway"');
    const text = new ConfigError(
      Object.entries(problems).map(([variable, problem]) => ({ variable, problem })),
    ).message;
    for (const value of Object.values(bad)) expect(text).not.toContain(value);
    expect(text).not.toContain('hunter2');
  });

  it.each([
    ['missing', undefined],
    ['short', 'short'],
    ['a placeholder', 'please-change-me-please-change-me-please'],
    ['one letter', 'a'.repeat(40)],
  ])('refuses production with a secret that is %s', (_name, secret) => {
    expect(problemsOf({ ...production, APP_SECRET: secret })).toHaveProperty('APP_SECRET');
  });

  it('traces where a collector is named, with its headers decoded', () => {
    expect(loadConfig(database).tracing).toBeUndefined();
    const collector = { ...database, OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/' };
    expect(loadConfig(collector).tracing).toEqual({
      endpoint: 'https://collector.example/otlp',
      headers: {},
      serviceName: 'orbisvoice',
      share: 1,
    });
    const more = {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YQ==, x-team=a',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    };
    expect(loadConfig({ ...collector, ...more }).tracing).toMatchObject({
      headers: { authorization: 'Basic YQ==', 'x-team': 'a' },
      share: 0.1,
    });
    for (const wrong of ['no equals sign', 'name=a b', 'na me=a', 'name=%zz'])
      expect(problemsOf({ ...collector, OTEL_EXPORTER_OTLP_HEADERS: wrong })).toHaveProperty(
        'OTEL_EXPORTER_OTLP_HEADERS',
      );
  });

  it('asks visitors by a referral link everywhere, nowhere, or where a header says that they are', () => {
    const asking = (env: object) => loadConfig({ ...database, ...env }).referralAsking;
    expect(asking({})).toEqual({ in: 'everywhere', countryHeader: undefined });
    expect(asking({ REFERRAL_ASK_IN: 'Nowhere' })).toEqual({ in: 'nowhere', countryHeader: undefined });
    const listed = { REFERRAL_ASK_IN: 'de, fr,GB', COUNTRY_HEADER: 'CF-IPCountry' };
    expect(asking(listed)).toEqual({ in: ['DE', 'FR', 'GB'], countryHeader: 'cf-ipcountry' });
    expect(problemsOf({ ...database, REFERRAL_ASK_IN: 'de' })).toEqual({
      REFERRAL_ASK_IN: expect.stringContaining('COUNTRY_HEADER'),
    });
    for (const wrong of ['somewhere', 'DEU', 'de,,fr', 'de fr', 'EU', 'de,uk', 'everywhere,de'])
      expect(problemsOf({ ...database, ...listed, REFERRAL_ASK_IN: wrong })).toEqual({
        REFERRAL_ASK_IN: expect.stringContaining('ISO 3166'),
      });
    expect(problemsOf({ ...database, COUNTRY_HEADER: 'x country' })).toHaveProperty('COUNTRY_HEADER');
  });

  it('refuses a voice socket without TLS where the pages have it', () => {
    const plain = { GATEWAY_URL: 'ws://localhost:8080/stream' };
    expect(problemsOf({ ...production, ...plain })).toHaveProperty('GATEWAY_URL');
    expect(loadConfig({ ...production, ...plain, PUBLIC_URL: 'http://localhost:8080' }).gatewayUrl).toBe(
      plain.GATEWAY_URL,
    );
  });

  it('refuses production with a time of its own', () => {
    expect(problemsOf({ ...production, CLOCK_FILE: '/tmp/clock' })).toHaveProperty('CLOCK_FILE');
    expect(loadConfig({ ...database, CLOCK_FILE: '/tmp/clock' }).clockFile).toBe('/tmp/clock');
    expect(loadConfig(database).clockFile).toBeUndefined();
  });

  it('refuses production on embedded parts unless told to', () => {
    const embedded = {
      ...production,
      REDIS_URL: '',
      GEMINI_API_KEY: '',
      SMTP_URL: '',
      EMBEDDED_POSTGRES: 'true',
    };
    expect(Object.keys(problemsOf(embedded)).sort()).toEqual([
      'DATABASE_URL',
      'GEMINI_API_KEY',
      'REDIS_URL',
      'SMTP_URL',
    ]);
    expect(problemsOf({ ...embedded, ALLOW_EMBEDDED: 'true' })).toEqual({});
  });
});

describe('describeVariables', () => {
  it('describes every variable', () => {
    const text = describeVariables();
    for (const name of Object.keys(VARIABLES)) expect(text).toContain(`\`${name}\``);
  });
});
