import { Modality, type LiveConnectConfig } from '@google/genai';
import { startLiveEngine, type LiveEngine } from '../index.js';
import { LiveCaller, MODEL } from '../testing/live-caller.js';
import { TALK, TRANSCRIBED } from '../testing/scenarios.js';

describe('sessions, seen by the real SDK', () => {
  let engine: LiveEngine;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: TALK, handleLifeMs: 60_000 });
  });
  afterAll(() => engine.close());

  const refused = (config: LiveConnectConfig, model = MODEL) =>
    LiveCaller.connect(engine.url, { config, model }).then(
      () => 'accepted',
      (error: Error) => error.message.trim(),
    );

  it.each<[string, LiveConnectConfig, string | undefined, string]>([
    ['an unknown model', {}, 'gemini-9', '1008 models/gemini-9 is not found for API version v1beta'],
    [
      'text output',
      { responseModalities: [Modality.TEXT] },
      undefined,
      '1007 Request contains an invalid argument.',
    ],
    [
      'thinking on 3.8',
      { thinkingConfig: {} },
      'gemini-3.8-live',
      '1007 Request contains an invalid argument.',
    ],
    ['affect on 3.8', { enableAffectiveDialog: true }, 'gemini-3.8-live', '1007 Request contains'],
    [
      'no proactivity on 3.8',
      { proactivity: { proactiveAudio: false } },
      'gemini-3.8-live',
      '1007 Request contains',
    ],
    [
      'an unknown handle',
      { sessionResumption: { handle: 'nope' } },
      undefined,
      '1008 Session handle is invalid',
    ],
    [
      'an unknown field',
      { generationConfig: { colour: 'red' } as object },
      undefined,
      '1007 Invalid JSON payload',
    ],
  ])('refuses %s', async (_, config, model, message) => {
    expect(await refused(config, model)).toContain(message);
  });

  it('ends a session of 3.1 with affective dialogue at its first message', async () => {
    const config = { enableAffectiveDialog: true };
    const caller = await LiveCaller.connect(engine.url, { model: 'gemini-3.1-flash-live-preview', config });
    caller.say();
    expect((await caller.closed()).code).toBe(1011);
  });

  it('announces its end, ends with 1011, and is resumed where it was', async () => {
    engine.addScenario({
      ...TALK,
      name: 'short-life',
      timing: { speed: 20, lifeMs: 40_000, goAwayMs: 4_000 },
    });
    const config = { ...TRANSCRIBED, sessionResumption: {} };
    const first = await LiveCaller.connect(engine.url, { scenario: 'short-life', config });
    first.say();
    await first.seen('handle', 2);
    await first.seen('go-away');
    expect(first.messages.find((message) => message.goAway)?.goAway?.timeLeft).toBe('4s');
    expect(await first.closed()).toEqual({
      code: 1011,
      reason: 'Deadline expired before operation could complete.',
    });
    const second = await LiveCaller.connect(engine.url, {
      config: { ...TRANSCRIBED, sessionResumption: { handle: first.handle() } },
    });
    second.say();
    await second.seen('turn');
    expect(second.heard()).toBe('Thank you.');
    expect(second.usage()[0]?.promptTokenCount).toBeGreaterThan(first.usage()[0]?.totalTokenCount ?? 0);
    await second.hangUp();
  });

  it('refuses to resume while the old socket is open, and for another model', async () => {
    const first = await LiveCaller.connect(engine.url, { config: { sessionResumption: {} } });
    await first.seen('handle');
    const resume = { sessionResumption: { handle: first.handle() } };
    expect(await refused(resume)).toContain('1011 Session is still connected');
    await first.hangUp();
    expect(await refused(resume, 'gemini-3.8-live')).toContain('1007');
    expect(await refused(resume)).toBe('accepted');
  });

  it('makes ephemeral tokens and takes each as often as it says', async () => {
    // The request that ai.authTokens.create sends; its own fetch cannot run inside Jest's realm.
    const answer = await fetch(`${engine.url}/v1alpha/auth_tokens`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'x', 'content-type': 'application/json' },
      body: JSON.stringify({ uses: 1, bidiGenerateContentSetup: { model: `models/${MODEL}` } }),
    });
    const { name } = (await answer.json()) as { name: string };
    const withToken = { apiKey: name, apiVersion: 'v1alpha' };
    const caller = await LiveCaller.connect(engine.url, { ...withToken, model: 'gemini-other' });
    await caller.hangUp();
    await expect(LiveCaller.connect(engine.url, withToken)).rejects.toThrow('1008');
    await expect(
      LiveCaller.connect(engine.url, { ...withToken, apiKey: 'auth_tokens/none' }),
    ).rejects.toThrow('403');
  });

  it('answers 404 to another path, and says in its health what it is', async () => {
    await expect(LiveCaller.connect(engine.url, { apiVersion: 'v7' })).rejects.toThrow('404');
    const response = await fetch(`${engine.url}/health`);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      mode: 'scripted',
      notice: expect.stringContaining('local demonstration voice'),
    });
  });

  it('plays the scenario that a key or a label names', async () => {
    engine.addScenario({ ...TALK, name: 'mute-key', turns: [] });
    const byKey = await LiveCaller.connect(engine.url, { apiKey: 'mute-key' });
    const byLabel = await LiveCaller.connect(engine.url, { config: { labels: { scenario: 'mute-key' } } });
    for (const caller of [byKey, byLabel]) {
      caller.say();
      await caller.seen('turn');
      expect(caller.audioBytes).toBe(0);
      await caller.hangUp();
    }
    await expect(LiveCaller.connect(engine.url, { scenario: 'no such' })).rejects.toThrow('400');
  });
});
