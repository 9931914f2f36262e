import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';

jest.setTimeout(60_000);

const BYTES_PER_MS = 48;
/** A reply of eighteen seconds that arrives within two. */
const LONG = {
  turns: [
    { heard: 'Tell me all.', reply: [{ say: 'There is very much to be told about this.', audioMs: 18_000 }] },
    { heard: 'Stop.', reply: [{ say: 'Yes.', audioMs: 400 }] },
  ],
  timing: { speed: 4, ttfbMs: 100 },
};

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play(LONG);
  agentId = await test.agent();
});
afterAll(() => test.close());

const audioMs = (visitor: VoiceVisitor) =>
  visitor.audio.reduce((sum, chunk) => sum + chunk.bytes, 0) / BYTES_PER_MS;

/** Plays in real time and says so, until stopped; how far ahead the audio ever was. */
function listen(visitor: VoiceVisitor) {
  const figures = { mostAheadMs: 0, playedMs: 0 };
  const timer = setInterval(() => {
    figures.playedMs = Math.min(audioMs(visitor), figures.playedMs + 200);
    figures.mostAheadMs = Math.max(figures.mostAheadMs, audioMs(visitor) - figures.playedMs);
    visitor.send({ type: 'playback', turn: 1, playedMs: figures.playedMs });
  }, 200);
  return { figures, stop: () => clearInterval(timer) };
}

describe('agent audio', () => {
  it('follows the visitor’s playback, and what waits is dropped at once when the visitor speaks', async () => {
    const { visitor } = await test.call(agentId);
    visitor.say(500);
    await visitor.untilAudio();
    const listener = listen(visitor);
    await visitor.waitFor(() => listener.figures.playedMs >= 2_000, 'two seconds of playback');
    expect(listener.figures.mostAheadMs).toBeGreaterThan(3_000);
    visitor.say(800);
    const interrupted = await visitor.until('interrupted');
    listener.stop();
    expect(listener.figures.mostAheadMs).toBeLessThan(4_500);
    expect(interrupted.heardMs).toBeLessThanOrEqual(listener.figures.playedMs);
    const at = visitor.messages.indexOf(interrupted);
    const next = visitor.messages.indexOf(await visitor.until('turn.started', 2));
    expect(visitor.audio.filter((chunk) => chunk.after > at && chunk.after <= next)).toEqual([]);
    visitor.hangUp();
  });

  it('is not sent on to a client that does not read, though it has never told of playback', async () => {
    const { visitor, callId } = await test.call(agentId);
    const gone = () =>
      test.rows(`select data from call_events where call_id = $1 and kind = 'client.gone'`, callId);
    visitor.say(500);
    await visitor.untilAudio();
    visitor.socket.pause();
    for (let left = 300; left > 0 && (await gone()).length === 0; left -= 1) await sleep(100);
    expect(await gone()).toEqual([{ data: { cause: 'too-slow' } }]);
    visitor.socket.resume();
    expect(await visitor.untilClosed()).toMatchObject({ code: 4008, reason: 'client_too_slow' });
    expect(audioMs(visitor)).toBeGreaterThan(9_000);
    expect(audioMs(visitor)).toBeLessThan(11_000);
  });

  it('is not kept for a client that has stopped playing', async () => {
    const { visitor, callId } = await test.call(agentId);
    visitor.say(500);
    await visitor.untilAudio();
    const listener = listen(visitor);
    await visitor.waitFor(() => listener.figures.playedMs >= 400, 'some playback');
    listener.stop();
    expect(await visitor.untilClosed(20_000)).toMatchObject({ code: 4008 });
    expect(visitor.of('error').map((error) => error.code)).toEqual(['client_too_slow']);
    expect(audioMs(visitor)).toBeLessThan(5_000);
    expect(await test.rows('select status from calls where id = $1', callId)).toEqual([{ status: 'live' }]);
    const { resumeSecret: secret } = visitor.of('ready')[0] ?? {};
    const again = await test.visitor();
    expect(await again.ready({ resume: { callId, secret, lastSeq: 0 } })).toMatchObject({ resumed: true });
    await again.untilAudio();
    again.hangUp();
  });
});
