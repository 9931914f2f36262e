import { ActivityHandling } from '@google/genai';
import { startLiveEngine, type LiveEngine } from '../index.js';
import { LiveCaller, silenceChunks, voiceChunks } from '../testing/live-caller.js';
import { TALK, TRANSCRIBED } from '../testing/scenarios.js';

describe('turn taking, seen by the real SDK', () => {
  let engine: LiveEngine;
  let caller: LiveCaller;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: TALK });
  });
  afterEach(() => caller.hangUp());
  afterAll(() => engine.close());

  it('hears a turn and answers it, in Gemini’s order', async () => {
    caller = await LiveCaller.connect(engine.url, { config: { ...TRANSCRIBED, sessionResumption: {} } });
    caller.say();
    await caller.seen('handle', 2);
    expect(caller.heard()).toBe('What time is it?');
    expect(caller.said()).toBe('It is time for tea, and there is cake.');
    expect(caller.audioBytes).toBe(6 * 48_000);
    const [first, second, ...rest] = caller.kinds();
    expect([first, second]).toEqual(['setup', 'handle']);
    expect(rest.slice(0, 3)).toEqual(['heard', 'heard', 'said']);
    expect(rest.slice(-3)).toEqual(['generated', 'turn', 'handle']);
    expect(caller.usage()).toEqual([
      expect.objectContaining({
        responseTokenCount: 150,
        responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 150 }],
      }),
    ]);
  });

  it('bills the whole context again each turn', async () => {
    caller = await LiveCaller.connect(engine.url);
    caller.say();
    await caller.seen('turn');
    caller.say();
    await caller.seen('turn', 2);
    const [first, second] = caller.usage();
    const heardAgain = (first?.promptTokenCount ?? 0) + (first?.responseTokenCount ?? 0);
    expect(second?.promptTokenCount).toBeGreaterThan(heardAgain);
  });

  it('waits with turnComplete until the playback has ended', async () => {
    const slow = { ...TALK, name: 'slow', timing: { speed: 10, ttfbMs: 0, pace: 4 } };
    engine.addScenario(slow);
    caller = await LiveCaller.connect(engine.url, { scenario: 'slow' });
    caller.say();
    await caller.seen('generated');
    const generatedAt = performance.now();
    await caller.seen('turn');
    // 6 s of speech at ten times the speed, of which a quarter of the time went into sending.
    expect(performance.now() - generatedAt).toBeGreaterThan(350);
  });

  it('lets the user barge in: interrupted, turnComplete, no generationComplete', async () => {
    engine.addScenario({ ...TALK, name: 'real-time', timing: { speed: 1, ttfbMs: 20, pace: 2 } });
    caller = await LiveCaller.connect(engine.url, { scenario: 'real-time', config: TRANSCRIBED });
    caller.say();
    await caller.seen('audio');
    caller.audio(voiceChunks(400));
    await caller.seen('turn');
    expect(caller.kinds().slice(-2)).toEqual(['interrupted', 'turn']);
    expect(caller.kinds()).not.toContain('generated');
    const bytes = caller.audioBytes;
    caller.audio(silenceChunks(700));
    await caller.seen('heard', 3);
    expect(caller.audioBytes).toBe(bytes);
    expect(caller.heard()).toBe('What time is it?Thank you.');
    expect('It is time for tea, and there is cake.'.startsWith(caller.said())).toBe(true);
  });

  it('also interrupts what is sent but still playing', async () => {
    engine.addScenario({ ...TALK, name: 'sent-at-once', timing: { speed: 1, ttfbMs: 0, pace: 1000 } });
    caller = await LiveCaller.connect(engine.url, { scenario: 'sent-at-once' });
    caller.say();
    await caller.seen('generated');
    caller.audio(voiceChunks(400));
    await caller.seen('interrupted');
    await caller.seen('turn');
  });

  it('keeps talking under NO_INTERRUPTION and answers afterwards', async () => {
    caller = await LiveCaller.connect(engine.url, {
      config: {
        ...TRANSCRIBED,
        realtimeInputConfig: { activityHandling: ActivityHandling.NO_INTERRUPTION },
      },
    });
    caller.say();
    await caller.seen('audio');
    caller.say();
    await caller.seen('turn', 2);
    expect(caller.kinds()).not.toContain('interrupted');
    expect(caller.said()).toBe('It is time for tea, and there is cake.You are welcome.');
  });

  it('ends the turn at audioStreamEnd without waiting for silence', async () => {
    caller = await LiveCaller.connect(engine.url, { config: TRANSCRIBED });
    caller.audio(voiceChunks(600));
    caller.session.sendRealtimeInput({ audioStreamEnd: true });
    await caller.seen('turn');
    expect(caller.heard()).toBe('What time is it?');
  });

  it('takes activity from the client where detection is off', async () => {
    caller = await LiveCaller.connect(engine.url, {
      config: { ...TRANSCRIBED, realtimeInputConfig: { automaticActivityDetection: { disabled: true } } },
    });
    caller.audio([...voiceChunks(600), ...silenceChunks(1000)]);
    caller.session.sendRealtimeInput({ activityStart: {} });
    caller.audio(voiceChunks(200));
    expect(caller.kinds()).toEqual(['setup']);
    caller.session.sendRealtimeInput({ activityEnd: {} });
    await caller.seen('turn');
    expect(caller.heard()).toBe('What time is it?');
  });

  it('answers typed and inserted text', async () => {
    engine.addScenario({
      name: 'typed',
      turns: [
        { on: { type: 'text', contains: 'parcel' }, reply: [{ say: 'It is on its way.', audioMs: 400 }] },
      ],
      timing: { speed: 20 },
    });
    caller = await LiveCaller.connect(engine.url, { scenario: 'typed', config: TRANSCRIBED });
    caller.session.sendRealtimeInput({ text: 'Where is my PARCEL?' });
    await caller.seen('turn');
    caller.session.sendClientContent({
      turns: [{ role: 'user', parts: [{ text: 'My parcel!' }] }],
      turnComplete: true,
    });
    await caller.seen('turn', 2);
    expect(caller.said()).toBe('It is on its way.It is on its way.');
    expect(caller.kinds()).not.toContain('heard');
  });

  it('speaks unasked where the scenario says so', async () => {
    engine.addScenario({
      name: 'greeting',
      turns: [{ on: { type: 'after', ms: 10 }, reply: [{ say: 'Welcome.', audioMs: 400 }] }],
    });
    caller = await LiveCaller.connect(engine.url, { scenario: 'greeting', config: TRANSCRIBED });
    await caller.seen('turn');
    expect(caller.said()).toBe('Welcome.');
  });

  it('reports the user’s words whole on models that do', async () => {
    caller = await LiveCaller.connect(engine.url, { model: 'gemini-3.1-flash-live-preview' });
    caller.say();
    await caller.seen('turn');
    expect(caller.kinds().filter((kind) => kind === 'heard')).toHaveLength(1);
  });

  it('puts transcription into the audio message where the scenario says so', async () => {
    engine.addScenario({
      ...TALK,
      name: 'glued',
      wire: { outputTranscription: 'with-audio', json: 'compact' },
    });
    caller = await LiveCaller.connect(engine.url, { scenario: 'glued', config: TRANSCRIBED });
    caller.say();
    await caller.seen('turn');
    expect(caller.said()).toBe('It is time for tea, and there is cake.');
    const glued = caller.messages.filter(({ serverContent }) => serverContent?.outputTranscription);
    expect(glued.every(({ serverContent }) => serverContent?.modelTurn)).toBe(true);
  });
});
