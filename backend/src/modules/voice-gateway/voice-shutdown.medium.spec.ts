import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import { createTestApp } from '../../../test/support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const SHORT = {
  turns: [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }],
  timing: { speed: 4, ttfbMs: 200 },
};
const callRow = async (test: GatewayTest, callId: string) =>
  (await test.rows('select status, end_reason from calls where id = $1', callId))[0];

describe('a gateway that stops', () => {
  it('warns its calls, lets them come to a pause, and leaves them to the next gateway with everything written down', async () => {
    const test = await createGatewayTest({ database, config: { DRAIN_SECONDS: '4' } });
    test.play(SHORT);
    const agentId = await test.agent();
    const { visitor, callId } = await test.call(agentId);
    const closing = test.app.close();
    expect(await visitor.until('going_away')).toMatchObject({ deadlineMs: test.config.drainMs });
    await expect(test.visitor()).rejects.toThrow(/503|ECONNREFUSED/);
    visitor.say(400);
    await visitor.until('turn.committed');
    visitor.say(400);
    expect(await visitor.untilClosed()).toMatchObject({ code: 4010 });
    expect(visitor.of('error').at(-1)).toMatchObject({ code: 'draining', retryable: true });
    await closing;
    expect(visitor.of('ended')).toEqual([]);
    const [row] = await test.rows('select status, owner, epoch from calls where id = $1', callId);
    expect(row).toEqual({ status: 'live', owner: 'handed over', epoch: 2 });
    const turns = await test.rows('select seq from turns where call_id = $1 order by seq', callId);
    expect(turns.length).toBeGreaterThanOrEqual(visitor.of('turn.committed').length);
    await test.owner.end();
    await test.engine.close();
  });

  it('waits no longer than its calls', async () => {
    const test = await createGatewayTest({ config: { DRAIN_SECONDS: '30' } });
    test.play(SHORT);
    const { visitor } = await test.call(await test.agent());
    const before = Date.now();
    const closing = test.app.close();
    await visitor.until('going_away');
    visitor.send({ type: 'end' });
    expect(await visitor.untilClosed()).toMatchObject({ code: 1000 });
    await closing;
    expect(Date.now() - before).toBeLessThan(15_000);
    await test.owner.end();
    await test.engine.close();
    await test.database.drop();
  });
});

describe('what is acknowledged', () => {
  it('is in the database at that moment', async () => {
    const test = await createGatewayTest();
    test.play(SHORT);
    const { visitor, callId } = await test.call(await test.agent());
    visitor.say(500);
    const seen: number[] = [];
    visitor.socket.on('message', (data: Buffer, binary) => {
      if (binary) return;
      const message = JSON.parse(data.toString()) as { type: string; seq: number };
      if (message.type === 'turn.committed') seen.push(message.seq);
    });
    await visitor.until('turn.committed', 2);
    visitor.vanish();
    const rows = await test.rows('select seq from turns where call_id = $1 order by seq', callId);
    expect(rows.map((row) => row.seq)).toEqual(seen);
    await test.close();
  });

  it('belongs to one owner: a gateway whose call was taken writes nothing more', async () => {
    const test = await createGatewayTest();
    test.play(SHORT);
    const { visitor, callId } = await test.call(await test.agent());
    await test.owner.query('update calls set epoch = epoch + 1, owner = $2 where id = $1', [
      callId,
      'another',
    ]);
    visitor.say(500);
    expect(await visitor.untilClosed()).toMatchObject({ code: 4009 });
    expect(await test.rows('select seq from turns where call_id = $1', callId)).toEqual([]);
    expect(await callRow(test, callId)).toEqual({ status: 'live', end_reason: null });
    await test.close();
  });
});

describe('roles', () => {
  it.each([
    ['api', false],
    ['gateway', true],
    ['all', true],
  ] as const)('%s opens the gateway port: %s', async (role, open) => {
    const test = await createTestApp({ database, config: { ROLE: role } });
    const answer = await fetch(`http://127.0.0.1:${test.config.gatewayPort}/health`).then(
      (response) => response.status,
      () => undefined,
    );
    expect(answer).toBe(open ? 200 : undefined);
    await test.close();
  });
});
