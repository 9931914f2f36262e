import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine } from '@orbisvoice/live-engine';
import { composeProcesses } from '../../bench/lib/compose-services.mjs';
import { examine } from '../../src/cli/doctor/examine.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { PlainOwnerCluster } from '../support/plain-owner.js';
import { startSmtpServer, type SmtpServer } from '../support/smtp-server.js';
import { testConfig } from '../support/test-database.js';

const SECRET = 'q8XvT2mN4rB7wZ1kD6yH3pL9sF5gJ0cA';
const redis = process.env.ORBIS_TEST_REDIS_URL;

let cluster: PlainOwnerCluster;
let engine: LiveEngine;
let smtp: SmtpServer;
/** What is in place of the names that only containers know, and is the same in all of them. */
let here: Record<string, string>;

beforeAll(async () => {
  [cluster, engine, smtp] = await Promise.all([
    PlainOwnerCluster.start(),
    startLiveEngine(),
    startSmtpServer(),
  ]);
  const url = new URL(await cluster.createDatabase('in_containers'));
  await migrate(testConfig({ url: url.href }, { APP_SECRET: SECRET }));
  url.username = url.password = '';
  here = {
    DATABASE_URL: url.href,
    GEMINI_BASE_URL: engine.url,
    PUBLIC_URL: 'https://voice.invalid',
    GATEWAY_URL: 'wss://voice.invalid/stream',
    ...{ PORT: '0', GATEWAY_PORT: '0' },
    // Nobody can write there, as nobody can in a container whose root is read-only.
    DATA_DIR: '/proc/nowhere',
    ...(redis ? { REDIS_URL: redis } : { REDIS_URL: '', ALLOW_EMBEDDED: 'true' }),
  };
});
afterAll(async () => {
  await Promise.all([cluster?.destroy(), engine?.close(), smtp?.close()]);
});

it.each(['api', 'gateway', 'worker'])(
  'finds nothing wrong in the container of the %s, which knows no owner',
  async (role) => {
    const set = { APP_SECRET: SECRET, GEMINI_API_KEY: 'for-the-local-engine', SMTP_URL: smtp.url };
    const container = composeProcesses('scaled', set).find((one) => one.role === role);
    const { findings } = await examine({ ...container?.env, ...here });
    expect(findings.filter(({ status }) => status === 'problem')).toEqual([]);
    expect(findings.find(({ part }) => part === 'database')?.facts?.pending).toEqual([]);
    expect(findings.find(({ part }) => part === 'data folder')?.says).toContain('Not needed');
  },
);
