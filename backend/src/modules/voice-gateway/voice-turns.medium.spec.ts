import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';

jest.setTimeout(60_000);

const LONG = [{ say: 'It is time for tea, and there is cake for everybody who likes it.', audioMs: 4_000 }];
const TALK = {
  turns: [
    { heard: 'What time is it?', reply: LONG },
    { heard: 'Stop, please.', reply: [{ say: 'Of course.', audioMs: 400 }] },
  ],
  timing: { speed: 1, ttfbMs: 100 },
};
const finals = (test: { of(type: 'transcript'): { final: boolean; role: string; text: string }[] }) =>
  test.of('transcript').flatMap(({ final, role, text }) => (final ? [`${role}: ${text}`] : []));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a model whose own detection does not obey', () => {
  let test: GatewayTest;
  beforeAll(async () => {
    test = await createGatewayTest({ config: { GEMINI_MODEL: 'gemini-3.1-flash-live-preview' } });
    test.play({ ...TALK, wire: { ignoresDetection: true } });
  });
  afterAll(() => test.close());

  it('is told of the visitor’s turns, also of one that interrupts', async () => {
    const { visitor } = await test.call(await test.agent({ patience: 'quick' }));
    visitor.say(700);
    await visitor.untilAudio(10);
    visitor.say(700);
    await visitor.until('interrupted');
    await visitor.until('turn.committed', 4);
    expect(finals(visitor)).toMatchObject([
      'user: What time is it?',
      expect.stringMatching(/^agent: /),
      'user: Stop, please.',
      'agent: Of course.',
    ]);
    expect(visitor.of('latency')[0]?.voiceToVoiceMs).toBeGreaterThan(300);
    visitor.hangUp();
  });

  it('bears the pause of a visitor whose agent is patient', async () => {
    const { visitor } = await test.call(await test.agent({ patience: 'patient' }));
    visitor.say(500);
    await pause(1_300);
    visitor.say(500);
    await visitor.untilAudio(1);
    // One question with a pause in it, where the model by itself would have heard two.
    expect(visitor.of('turn.started')).toHaveLength(1);
    visitor.hangUp();
  });

  it('answers what was said before the microphone was muted', async () => {
    const { visitor } = await test.call(await test.agent({ patience: 'patient' }));
    visitor.say(600);
    await pause(700);
    visitor.send({ type: 'mic', state: 'muted' });
    await visitor.untilAudio(1);
    visitor.hangUp();
  });
});

describe('a visitor whose echo is not cancelled', () => {
  let test: GatewayTest;
  beforeAll(async () => {
    test = await createGatewayTest();
  });
  afterAll(() => test.close());

  it('does not interrupt the agent by its own voice, but by theirs', async () => {
    test.play(TALK);
    const { visitor } = await test.call(await test.agent(), { echoCancellation: false });
    visitor.say(700);
    await visitor.untilAudio(3);
    // The agent comes back at a third of the visitor's loudness, for a second.
    visitor.say(1_000, 0.3);
    await pause(1_200);
    expect(visitor.of('interrupted')).toEqual([]);
    visitor.say(900);
    await visitor.until('interrupted');
    await visitor.until('turn.committed', 4);
    expect(finals(visitor).slice(2)).toEqual(['user: Stop, please.', 'agent: Of course.']);
    visitor.hangUp();
  });
});
