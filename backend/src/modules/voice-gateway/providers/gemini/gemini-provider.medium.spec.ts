import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLiveEngine, tone, type LiveEngine, type ScenarioInput } from '@orbisvoice/live-engine';
import {
  describeVoiceProvider,
  Listener,
  plainSpec,
  type ProviderBench,
  type Situation,
} from '../provider.contract.js';
import { GeminiProvider } from './gemini-provider.js';

const MODEL = 'gemini-2.5-flash-native-audio-latest';
const timing = { speed: 10, ttfbMs: 200 };
const reply = [{ say: 'It is time for tea, and there is cake.', audioMs: 4_000 }];
const turns = [{ heard: 'What time is it?', reply }];

const SCENARIOS: Record<Situation, ScenarioInput> = {
  talks: { name: 'talks', turns, timing },
  'calls-tool': {
    name: 'calls-tool',
    timing,
    turns: [
      {
        heard: 'How many?',
        reply: [{ call: [{ name: 'look_up', args: {} }] }],
        afterTools: [{ say: 'Found {response}.', audioMs: 800 }],
      },
    ],
  },
  'refuses-credential': { name: 'refuses-credential', faults: [{ type: 'refuse-upgrade', status: 403 }] },
  'never-answers': { name: 'never-answers', faults: [{ type: 'no-setup-answer' }] },
  'drops-mid-reply': {
    name: 'drops-mid-reply',
    turns,
    timing,
    faults: [{ type: 'close', at: { afterChunks: 5 }, code: 1011, reason: 'Internal error encountered.' }],
  },
  'goes-away': { name: 'goes-away', turns, timing: { ...timing, lifeMs: 60_000, goAwayMs: 55_000 } },
  'sends-garbage': {
    name: 'sends-garbage',
    turns,
    timing,
    faults: [{ type: 'malformed-json', at: { afterChunks: 2 } }, { type: 'unknown-keys' }],
  },
};

const frames = (pcm: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(pcm.length / 640) }, (_, at) => pcm.subarray(at * 640, at * 640 + 640));
const speech = (ms: number): Buffer[] => frames(tone('Caller', (ms * 2) / 3));
const silence = (ms: number): Buffer[] => frames(Buffer.alloc(ms * 32));

const makeBench = async (): Promise<ProviderBench> => {
  const engine = await startLiveEngine({ scenarios: Object.values(SCENARIOS) });
  return {
    provider: (situation) =>
      new GeminiProvider({
        apiKey: 'x',
        baseUrl: engine.url,
        model: MODEL,
        headers: { 'x-scenario': situation },
      }),
    speech,
    silence,
    replyMs: 4_000,
    close: () => engine.close(),
  };
};

describeVoiceProvider('Gemini on the local engine', makeBench);

describe('GeminiProvider', () => {
  let engine: LiveEngine;
  beforeAll(async () => {
    engine = await startLiveEngine();
  });
  afterAll(() => engine.close());
  const provider = (scenario: ScenarioInput, model = MODEL) => {
    engine.addScenario(scenario);
    const headers = { 'x-scenario': scenario.name };
    return new GeminiProvider({ apiKey: 'x', baseUrl: engine.url, model, headers });
  };
  const opening = (of: GeminiProvider, signal = new AbortController().signal) =>
    of.open(plainSpec, () => undefined, signal);

  it.each([
    [1008, 'models/x is not found for API version v1beta', 'fatal'],
    [1007, 'Request contains an invalid argument.', 'fatal'],
    [1011, 'The service is currently unavailable.', 'transient'],
    [1011, 'You exceeded your current quota.', 'busy'],
  ])('rejects where the setup is answered with %i %s', async (code, reason, failure) => {
    const refusing = provider({
      name: `close-${code}-${failure}`,
      faults: [{ type: 'close', at: 'setup', code, reason }],
    });
    await expect(opening(refusing)).rejects.toMatchObject({ failure, code });
  });

  it('rejects where the port is closed, and where the connection is reset', async () => {
    const nobody = new GeminiProvider({ apiKey: 'x', baseUrl: 'http://127.0.0.1:9', model: MODEL });
    await expect(opening(nobody)).rejects.toMatchObject({ failure: 'transient' });
    const reset = provider({ name: 'reset', faults: [{ type: 'reset', at: 'setup' }] });
    await expect(opening(reset)).rejects.toMatchObject({ failure: 'transient' });
  });

  it('leaves no socket behind where the setup cannot be converted', async () => {
    const talks = provider(SCENARIOS.talks);
    const broken = {
      ...plainSpec,
      tools: [{ name: 'f', description: '', background: false, parameters: { bad: (() => 1) as never } }],
    };
    await expect(talks.open(broken, () => undefined, new AbortController().signal)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(engine.sessions()).toBe(0);
  });

  it('never shows the key in an error', async () => {
    const secret = new GeminiProvider({ apiKey: 'very-secret', baseUrl: 'http://127.0.0.1:9', model: MODEL });
    const error = await opening(secret).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('very-secret');
  });

  it('opens every model of its table with a setup that the model accepts', async () => {
    for (const model of ['gemini-3.8-live', 'gemini-3.1-flash-live-preview', MODEL]) {
      const session = await opening(provider(SCENARIOS.talks, model));
      session.close();
    }
  });

  it('keeps audio that is glued to an interruption under the interrupted number', async () => {
    const caller = await Listener.open(
      provider({
        name: 'glued',
        turns,
        timing,
        faults: [{ type: 'interrupted-with-audio' }, { type: 'stale-audio', chunks: 3 }],
      }),
    );
    caller.say({ speech, silence } as ProviderBench);
    await caller.until('audio', 3);
    for (const pcm of speech(600)) caller.session.sendAudio(pcm);
    await caller.until('interrupted');
    await caller.until('turn-complete');
    const from = caller.events.findIndex((event) => event.type === 'interrupted');
    const to = caller.events.findIndex((event) => event.type === 'turn-complete');
    const late = caller.events.slice(from, to).filter((event) => event.type === 'audio');
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late.map((event) => event.generation))).toEqual(new Set([0]));
    caller.session.close();
  });

  it('sends audio in frames of 40 ms and says how long it held them', async () => {
    const caller = await Listener.open(provider({ name: 'echo-here', echo: true }));
    for (const pcm of silence(200)) caller.session.sendAudio(pcm);
    await caller.until('audio', 5);
    expect(caller.of('audio')).toHaveLength(5);
    expect(caller.of('mic-dropped')).toEqual([]);
    expect(caller.session.uplinkHeldMs).toBeLessThan(1_000);
    caller.session.close();
  });
});
