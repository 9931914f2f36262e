import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallerCalls, CallsModule } from '../../src/modules/calls/index.js';
import { CallerExports } from '../../src/modules/privacy/application/caller-exports.service.js';
import { PrivacyModule } from '../../src/modules/privacy/index.js';
import { TenantDatabase } from '../../src/platform/database/index.js';
import { Readiness } from '../../src/platform/http/index.js';
import { Logger } from '../../src/platform/logging/index.js';
import { insertOverCall, overCall } from '../support/counted-calls.js';
import { asOwnerOf, IdentityDouble } from '../support/identity-double.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

const EMAIL = 'long.talker@plumage.example';
/** So many that no buffer between the product and a reader holds an export of them. */
const LONG_CALLS = 60;
const TURNS_OF_LONG_CALL = 4;
const MODULES = [AgentsModule, CallsModule, PrivacyModule];

let test: TenantTest;
beforeAll(async () => {
  test = await createTenantTest(MODULES, { config: { ROLE: 'api' } });
  const agent = { name: 'Host', systemPrompt: 'Be kind.' };
  const { id: agentId } = await test.app.get(AgentsFacade).create(test.tenant, agent);
  for (let index = 0; index < LONG_CALLS; index += 1) {
    const call = overCall(agentId, Date.now() - 10_000_000 + index);
    await insertOverCall(test.owner, test.tenant, call);
    await test.owner.query(
      `insert into turns (tenant_id, call_id, seq, turn, role, text, interrupted, started_at, ended_at, epoch)
       select $1, $2, n, n, 'user', $3, false, now(), now(), 1 from generate_series(1, $4::integer) n`,
      [test.tenant, call.id, `${EMAIL} ${randomBytes(48_000).toString('base64')}`, TURNS_OF_LONG_CALL],
    );
    await test.app
      .get(TenantDatabase)
      .withTenant(test.tenant, (tx) => test.app.get(CallerCalls).mark(tx, test.tenant, call.id));
  }
}, 60_000);
afterEach(() => void jest.restoreAllMocks());
afterAll(() => test.close());

/** An export that is read as the test wishes; paused at first. */
const begin = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { ...asOwnerOf(test.tenant), 'content-type': 'application/json' };
    request(`${url}/privacy/callers/export`, { method: 'POST', headers, agent: false }, resolve)
      .on('error', reject)
      .end(JSON.stringify({ email: EMAIL }));
  });

/** What is written in this application from now on, and what its log calls a failure of ours. */
function watched({ app }: TestApp) {
  const write = jest.spyOn(app.get(CallerExports), 'write');
  const failures = jest.spyOn(app.get(Logger), 'error');
  return { written: () => write.mock.results[0]?.value, failures };
}

describe('a reader of the export of a caller', () => {
  it('stands for itself behind a proxy, which is told to collect nothing', async () => {
    const answer = await begin(test.url);
    const { 'cache-control': kept, 'x-accel-buffering': collected } = answer.headers;
    expect([answer.statusCode, kept, collected]).toEqual([200, 'no-store', 'no']);
    answer.destroy();
  });

  it('who hangs up is no failure of ours', async () => {
    const { written, failures } = watched(test);
    const answer = await begin(test.url);
    await new Promise((resolve) => answer.once('data', resolve));
    answer.destroy();
    await expect(written()).resolves.toBeUndefined();
    expect(failures).not.toHaveBeenCalled();
  });

  it('who takes nothing is let go by a process that ends', async () => {
    const other = await createTestApp({
      database: test.database,
      modules: [IdentityDouble, ...MODULES],
      config: { ROLE: 'api' },
    });
    const { written, failures } = watched(other);
    const answer = await begin(other.url);
    other.app.get(Readiness).drain();
    const late = await begin(other.url);
    expect(late.statusCode).toBe(503);
    expect(JSON.parse((await buffer(late)).toString())).toMatchObject({ error: { code: 'draining' } });
    await other.close();
    await expect(written()).resolves.toBeUndefined();
    await expect(buffer(answer)).rejects.toThrow('aborted');
    expect(failures).not.toHaveBeenCalled();
  }, 20_000);

  it('is told by an answer that breaks off where we fail', async () => {
    const { written, failures } = watched(test);
    const broken = new Error('the database is away');
    const record = jest.spyOn(test.app.get(CallerCalls), 'record');
    record.mockRejectedValueOnce(broken);
    const answer = await begin(test.url);
    await expect(buffer(answer)).rejects.toThrow('aborted');
    await expect(written()).rejects.toBe(broken);
    expect(failures).toHaveBeenCalledTimes(1);
  });
});
