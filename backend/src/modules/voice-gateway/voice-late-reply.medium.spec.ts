import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';

jest.setTimeout(60_000);

const STORY = 'One two three four five six seven eight nine ten';
const STORY_MS = 10_000;
let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  // The model's own time flies: it is through with the story within two seconds.
  test.play({
    turns: [
      { heard: 'Tell me a story.', reply: [{ say: STORY, audioMs: STORY_MS }] },
      { heard: 'Stop.', reply: [{ say: 'Yes.', audioMs: 400 }] },
    ],
    timing: { speed: 8, ttfbMs: 100 },
  });
  agentId = await test.agent();
});
afterAll(() => test.close());

const audioMs = ({ audio }: VoiceVisitor): number => audio.reduce((sum, { bytes }) => sum + bytes / 48, 0);
const agentTurns = (callId: string) =>
  test.rows(`select text, interrupted from turns where call_id = $1 and role = 'agent' order by seq`, callId);

/** A visitor who has heard two seconds of the story and loses the line; the model is through with it meanwhile. */
async function cutShort() {
  const { visitor, callId } = await test.call(agentId);
  visitor.say(600);
  await visitor.waitFor(() => audioMs(visitor) >= 2_500, 'some of the story');
  visitor.send({ type: 'playback', turn: 1, playedMs: 2_000 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  visitor.vanish();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const secret = visitor.of('ready')[0]?.resumeSecret;
  const again = await test.visitor();
  return { again, callId, secret };
}

describe('a story that the model was through with while the visitor was away', () => {
  it('is silent when they come back and speak, and is recorded as far as they heard it', async () => {
    const { again, callId, secret } = await cutShort();
    await again.ready({
      resume: { callId, secret, lastSeq: 0, playing: { turn: 1, receivedMs: 2_500 } },
    });
    expect(await agentTurns(callId)).toEqual([]);
    again.send({ type: 'playback', turn: 1, playedMs: 4_000 });
    await again.waitFor(() => audioMs(again) >= 2_000, 'more of the story');
    again.openMicrophone();
    again.say(600);
    expect(await again.until('interrupted')).toMatchObject({ turn: 1, heardMs: 4_000 });
    const before = audioMs(again);
    await again.until('turn.started', 2);
    expect(audioMs(again) - before).toBeLessThanOrEqual(400);
    await again.until('turn.committed', 3);
    expect((await agentTurns(callId))[0]).toEqual({ text: 'One two three four', interrupted: true });
    again.hangUp();
  });

  it('is recorded in full when they have heard the rest on a page that was loaded anew', async () => {
    const { again, callId, secret } = await cutShort();
    await again.ready({ resume: { callId, secret, lastSeq: 0 } });
    const rest = STORY_MS - 2_000;
    for (let played = 500; played < rest - 500; played += 500) {
      await again.waitFor(() => audioMs(again) >= Math.min(rest, played), 'more of the story');
      again.send({ type: 'playback', turn: 1, playedMs: played });
    }
    expect(await agentTurns(callId)).toEqual([]);
    await again.waitFor(() => audioMs(again) >= rest - 20, 'all of the story');
    again.send({ type: 'playback', turn: 1, playedMs: rest });
    await again.until('turn.committed', 2);
    expect(await agentTurns(callId)).toEqual([{ text: STORY, interrupted: false }]);
    again.hangUp();
  });
});
