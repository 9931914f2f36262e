import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Call } from '@orbisvoice/contracts';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

const timing = { speed: 4, ttfbMs: 200 };
const TALK = {
  turns: [
    { heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 800 }] },
    { heard: 'Goodbye.', reply: [{ say: 'Goodbye to you.', audioMs: 1_200 }] },
  ],
  timing,
};

let test: GatewayTest;
beforeAll(async () => {
  test = await createGatewayTest();
});
afterAll(() => test.close());

const read = async (callId: string) => {
  const headers = { authorization: `Bearer ${test.secretKey}` };
  return Call.parse(await (await fetch(`${test.url}/calls/${callId}`, { headers })).json());
};
const events = (callId: string, kind: string) =>
  test.rows('select turn, data from call_events where call_id = $1 and kind = $2 order by seq', callId, kind);

async function talk(g: GatewayTest) {
  g.play(TALK);
  const { visitor, callId } = await g.call(await g.agent());
  for (const turn of [1, 2]) {
    const heard = visitor.audio.length;
    visitor.say(600);
    await visitor.until('latency', turn);
    await visitor.untilAudio(heard + 2);
    visitor.send({ type: 'playback', turn, playedMs: 40 });
    await visitor.until('turn.committed', turn * 2);
  }
  visitor.hangUp();
  await waitFor(
    async () => (await g.rows('select status from calls where id = $1', callId))[0]?.status === 'ended',
  );
  return { visitor, callId };
}

describe('what a call leaves in figures', () => {
  it('is the sum of what the model reported for each turn, and its price', async () => {
    const { callId } = await talk(test);
    const call = await read(callId);
    const reports = (await events(callId, 'turn.usage')).map(({ data }) => data as Record<string, number>);
    expect(reports).toHaveLength(2);
    const sum = (key: string) => reports.reduce((total, report) => total + (report[key] ?? 0), 0);
    expect(call.model).toBe('gemini-2.5-flash-native-audio-latest');
    expect(call.usage).toEqual({
      inputTextTokens: sum('inputTextTokens'),
      inputAudioTokens: sum('inputAudioTokens'),
      outputTextTokens: 0,
      outputAudioTokens: 20 + 30,
    });
    expect(call.usage?.inputAudioTokens).toBeGreaterThan(0);
    expect(call.cost).toMatchObject({ amountNanos: sum('costNanos'), currency: 'USD' });
    expect(sum('costNanos')).toBe(
      sum('inputTextTokens') * 500 + sum('inputAudioTokens') * 3_000 + 50 * 12_000,
    );
  });

  it('is how fast it answered and where the time went', async () => {
    const { visitor, callId } = await talk(test);
    const { latency, voiceToVoiceP50Ms } = await read(callId);
    expect(latency).toMatchObject({ turns: 2, voiceToVoice: { p50Ms: voiceToVoiceP50Ms } });
    expect(latency?.voiceToEar?.p95Ms).toBeGreaterThan(latency?.voiceToVoice.p50Ms ?? Infinity);
    expect(latency?.parts.model.p50Ms).toBeGreaterThan(200);
    for (const { voiceToVoiceMs, parts } of visitor.of('latency'))
      expect(parts && parts.uplinkMs + parts.modelMs + parts.downlinkMs).toBeCloseTo(voiceToVoiceMs, 0);
    const metrics = await (await fetch(`${test.url}/metrics`)).text();
    for (const part of ['uplink', 'model', 'downlink', 'playback'])
      expect(metrics).toMatch(new RegExp(`orbis_voice_latency_part_seconds_count\\{part="${part}"\\} [1-9]`));
  });

  it('has no cost where the demonstration engine answered, but shows what was used', async () => {
    const demo = await createGatewayTest({ config: { GEMINI_API_KEY: '' } });
    try {
      demo.engine.addScenario({ name: 'local', ...TALK });
      const { visitor, callId } = await demo.call(await demo.agent());
      visitor.say(600);
      await visitor.until('turn.committed', 2);
      visitor.hangUp();
      const row = 'select model, unpriced_reports, output_audio_tokens, cost_nanos from calls where id = $1';
      await waitFor(async () => (await demo.rows(row, callId))[0]?.model === 'demo');
      expect((await demo.rows(row, callId))[0]).toEqual({
        model: 'demo',
        unpriced_reports: 1,
        output_audio_tokens: '20',
        cost_nanos: '0',
      });
    } finally {
      await demo.close();
    }
  });
});
