import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(90_000);

/** An hour of the provider's time in two thirds of a minute; the visitor speaks in real time. */
const SPEED = 90;
const CALL_MS = 3_600_000 / SPEED;
const QUESTIONS = ['Are you open?', 'Until when?', 'Is there parking?', 'And on Sunday?'];
const HOUR = {
  turns: QUESTIONS.map((heard, index) => ({
    heard,
    reply: [{ say: `Answer ${index + 1}, as you wished.`, audioMs: 600 }],
  })),
  afterLast: 'cycle' as const,
  // Announced early, because a question takes as long as ever while the provider's time flies.
  timing: { speed: SPEED, ttfbMs: 350, lifeMs: 600_000, goAwayMs: 300_000 },
};

let test: GatewayTest;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play(HOUR);
});
afterAll(() => test.close());

describe('a call of an hour', () => {
  it('crosses the provider’s connections and loses no turn', async () => {
    const { visitor, callId } = await test.call(await test.agent());
    const until = Date.now() + CALL_MS;
    let asked = 0;
    while (Date.now() < until) {
      visitor.say(500);
      asked += 1;
      await visitor.until('turn.committed', asked * 2);
    }
    visitor.hangUp();
    const ended = async () => (await test.rows('select status from calls where id = $1', callId))[0]?.status;
    await waitFor(async () => (await ended()) === 'ended');
    const turns = await test.rows(
      'select role, text, interrupted from turns where call_id = $1 order by seq',
      callId,
    );
    const expected = Array.from({ length: asked }, (_, index) => index % QUESTIONS.length).flatMap(
      (index) => [
        { role: 'user', text: QUESTIONS[index], interrupted: false },
        { role: 'agent', text: `Answer ${index + 1}, as you wished.`, interrupted: false },
      ],
    );
    expect(turns).toEqual(expected);
    const events = await test.rows(
      'select kind, data from call_events where call_id = $1 order by seq',
      callId,
    );
    const connected = events.filter((event) => event.kind === 'provider.connected');
    expect(connected.length).toBeGreaterThanOrEqual(7);
    expect(connected.slice(1).every(({ data }) => (data as { resumed: boolean }).resumed)).toBe(true);
    expect(events.filter(({ kind }) => String(kind).startsWith('guard.'))).toEqual([]);
  });
});
