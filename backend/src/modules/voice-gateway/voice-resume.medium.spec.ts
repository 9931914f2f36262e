import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ServerMessageOf } from '@orbisvoice/contracts';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play({
    turns: [
      { heard: 'One?', reply: [{ say: 'First answer.', audioMs: 400 }] },
      { heard: 'Two?', reply: [{ say: 'A second answer that takes a good while to say.', audioMs: 6_000 }] },
      { heard: 'Three?', reply: [{ say: 'Third answer.', audioMs: 400 }] },
    ],
    timing: { speed: 4, ttfbMs: 100 },
  });
  agentId = await test.agent();
});
afterAll(() => test.close());

type Ready = ServerMessageOf<'ready'>;
interface Visit {
  visitor: VoiceVisitor;
  ready: Ready;
}

async function call(): Promise<Visit> {
  const visitor = await test.visitor();
  const ready = await visitor.ready({ apiKey: test.secretKey, agentId });
  visitor.openMicrophone();
  return { visitor, ready };
}

async function back(
  { callId, resumeSecret: secret }: Ready,
  more: { lastSeq?: number; playing?: { turn: number; receivedMs: number } } = {},
): Promise<Visit> {
  const visitor = await test.visitor();
  const ready = await visitor.ready({ resume: { callId, secret, lastSeq: 0, ...more } });
  return { visitor, ready };
}

const callRow = async (id: string) =>
  (await test.rows('select status, end_reason, epoch from calls where id = $1', id))[0];
const refusal = async (ready: Ready) => {
  const visitor = await test.visitor();
  visitor.hello({ resume: { callId: ready.callId, secret: ready.resumeSecret, lastSeq: 0 } });
  const { code } = await visitor.untilClosed();
  return [code, visitor.of('error')[0]?.code];
};
const audioMs = ({ audio }: VoiceVisitor): number => audio.reduce((sum, { bytes }) => sum + bytes / 48, 0);

describe('a visitor whose connection was lost', () => {
  it('comes back to the same call, hears what was missed once, and goes on talking', async () => {
    const first = await call();
    first.visitor.say(600);
    await first.visitor.until('turn.committed', 2);
    first.visitor.vanish();
    const second = await back(first.ready, { lastSeq: 1 });
    expect(second.ready).toMatchObject({
      resumed: true,
      callId: first.ready.callId,
      received: { messages: 0 },
    });
    expect(second.ready.received?.micMs).toBeGreaterThan(600);
    await second.visitor.until('state');
    expect(second.visitor.messages.slice(0, 4).map(({ type }) => type)).toEqual([
      'ready',
      'transcript',
      'turn.committed',
      'state',
    ]);
    expect(second.visitor.of('transcript')).toEqual([
      expect.objectContaining({ role: 'agent', text: 'First answer.', final: true, seq: 2 }),
    ]);
    second.visitor.openMicrophone();
    second.visitor.say(600);
    await second.visitor.until('turn.committed', 2, 15_000);
    const committed = second.visitor.of('turn.committed').map(({ seq }) => seq);
    // The agent's answer may be written down by the time that the visitor's words have been told.
    expect(committed).toEqual([2, 3, 4].slice(0, committed.length));
    second.visitor.hangUp();
    await second.visitor.untilClosed();
    expect(await callRow(first.ready.callId)).toMatchObject({ epoch: 1 });
  });

  it('hears the rest of a reply from where it was, to the millisecond', async () => {
    const first = await call();
    first.visitor.say(600);
    await first.visitor.until('turn.committed', 2);
    first.visitor.say(600);
    await first.visitor.waitFor(() => audioMs(first.visitor) > 1_500, 'some of the second answer');
    const turn = first.visitor.of('turn.started').at(-1)?.turn ?? 0;
    first.visitor.vanish();
    const receivedMs = 700;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const second = await back(first.ready, { lastSeq: 2, playing: { turn, receivedMs } });
    await second.visitor.waitFor(
      () => audioMs(second.visitor) >= 6_000 - receivedMs - 20,
      'the rest',
      15_000,
    );
    expect(second.visitor.of('state').map(({ state }) => state)[0]).toBe('speaking');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(Math.abs(audioMs(second.visitor) - (6_000 - receivedMs))).toBeLessThanOrEqual(20);
    second.visitor.hangUp();
  });

  it('has secrets that work once, and again only until the next one has arrived', async () => {
    const first = await call();
    first.visitor.vanish();
    const second = await back(first.ready);
    second.visitor.vanish();
    const third = await back(second.ready);
    third.visitor.vanish();
    expect(await refusal(first.ready)).toEqual([4004, 'resume_invalid']);
    expect(await refusal(second.ready)).toEqual([4004, 'resume_invalid']);
    const fourth = await back(third.ready);
    const stored = await test.rows('select * from call_resumptions where call_id = $1', first.ready.callId);
    expect(JSON.stringify(stored)).not.toContain(fourth.ready.resumeSecret);
    fourth.visitor.hangUp();
    await fourth.visitor.untilClosed();
    expect(await refusal(fourth.ready)).toEqual([4004, 'resume_invalid']);
  });

  it('takes the call over from a connection that is still there, which is told so', async () => {
    const first = await call();
    const second = await back(first.ready);
    expect(await first.visitor.untilClosed()).toMatchObject({ code: 4009 });
    second.visitor.send({ type: 'text', text: 'One' });
    await second.visitor.until('turn.committed', 2, 15_000);
    second.visitor.hangUp();
  });

  it('has to come from the page that the call began on', async () => {
    const { body } = await test.post('/widget/sessions', test.publishableKey, { agentId }, PAGE);
    const visitor = await test.visitor(PAGE);
    const ready = await visitor.ready({ token: body.token });
    visitor.vanish();
    const stranger = await test.visitor('https://elsewhere.example');
    stranger.hello({ resume: { callId: ready.callId, secret: ready.resumeSecret, lastSeq: 0 } });
    expect(await stranger.untilClosed()).toMatchObject({ code: 4003 });
    const again = await test.visitor(PAGE);
    expect(
      await again.ready({ resume: { callId: ready.callId, secret: ready.resumeSecret, lastSeq: 0 } }),
    ).toMatchObject({ resumed: true });
    again.hangUp();
  });
});
