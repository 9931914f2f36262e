import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';

jest.setTimeout(60_000);

const says = (contains: string, say: string) => ({
  on: { type: 'text' as const, contains },
  reply: [{ say, audioMs: 600 }],
});
const TALK = {
  turns: [
    { heard: 'What time is it?', reply: [{ say: 'It is ten.', audioMs: 600 }] },
    says('still there', 'Are you still there?'),
    says('does not answer', 'I hear nobody. Goodbye.'),
    says('is over', 'Our time is over. Goodbye.'),
  ],
  timing: { speed: 2, ttfbMs: 100 },
};

let test: GatewayTest;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play(TALK);
});
afterAll(() => test.close());

async function agentWith(changes: Record<string, number>): Promise<string> {
  const id = await test.agent();
  await test.alter(id, changes);
  return id;
}
const agentSaid = async (callId: string) =>
  (await test.rows(`select text from turns where call_id = $1 and role = 'agent' order by seq`, callId)).map(
    (row) => row.text,
  );

describe('a visitor who says nothing', () => {
  it('is asked twice, told goodbye, and the call ends as idle', async () => {
    const { visitor, callId } = await test.call(await agentWith({ silencePromptSeconds: 1 }));
    const closed = await visitor.untilClosed(30_000);
    expect(closed).toMatchObject({ code: 4006 });
    expect(visitor.of('error').map(({ code }) => code)).toEqual(['idle_timeout']);
    const question = 'Are you still there?';
    expect(await agentSaid(callId)).toEqual([question, question, 'I hear nobody. Goodbye.']);
    const goodbye = visitor.audio.at(-1)?.at ?? 0;
    expect(Date.now() - goodbye).toBeGreaterThan(300);
  });
});

describe('the longest call', () => {
  it('ends with a goodbye', async () => {
    const { visitor, callId } = await test.call(await agentWith({ maxDurationSeconds: 17 }));
    expect(await visitor.untilClosed(30_000)).toMatchObject({ code: 4007 });
    expect(await agentSaid(callId)).toEqual(['Our time is over. Goodbye.']);
  });
});

describe('a model that is gone for good', () => {
  it('is apologised for, in writing and aloud, and in the record', async () => {
    test.play({ ...TALK, faults: [{ type: 'empty-turn' }] });
    const { visitor, callId } = await test.call(await test.agent({ language: 'en-GB' }));
    visitor.say(700);
    expect(await visitor.untilClosed(30_000)).toMatchObject({ code: 4011 });
    const [error] = visitor.of('error');
    expect(error).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringMatching(/^I'm sorry/),
    });
    const seconds = visitor.audio.reduce((sum, { bytes }) => sum + bytes, 0) / 48_000;
    expect(seconds).toBeGreaterThan(2);
    expect(await agentSaid(callId)).toEqual([error?.message]);
    expect(visitor.of('ended')).toMatchObject([{ reason: 'provider_unavailable' }]);
  });

  it('is apologised for in writing where nothing is recorded in the language', async () => {
    const { visitor } = await test.call(await test.agent({ language: 'ar' }));
    visitor.say(700);
    expect(await visitor.untilClosed(30_000)).toMatchObject({ code: 4011 });
    expect(visitor.of('error')[0]?.message).toMatch(/^عذرًا/);
    expect(visitor.audio).toEqual([]);
  });
});
