import { once } from 'node:events';
import { WebSocket } from 'ws';
import { startLiveEngine, type Fault, type LiveEngine } from '../index.js';
import type { ScenarioInput } from '../scripted/scenario.js';
import { LiveCaller, silenceChunks, voiceChunks } from '../testing/live-caller.js';
import { ask, FAST, TALK, TRANSCRIBED } from '../testing/scenarios.js';

type FaultInput = NonNullable<ScenarioInput['faults']>[number];

describe('the faults of the real service', () => {
  let engine: LiveEngine;
  let count = 0;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: TALK });
  });
  afterAll(() => engine.close());

  /** A scenario with these faults, under its name. */
  const faulty = (faults: FaultInput[], base: ScenarioInput = TALK): string => {
    const name = `faulty-${(count += 1)}`;
    engine.addScenario({ ...base, name, faults });
    return name;
  };

  const call = (faults: FaultInput[], base?: ScenarioInput): Promise<LiveCaller> =>
    LiveCaller.connect(engine.url, {
      scenario: faulty(faults, base),
      config: { ...TRANSCRIBED, tools: [{ functionDeclarations: [{ name: 'f' }] }] },
    });

  /** Audio that is sent fast but plays long, so that there is something to interrupt. */
  const LONG: ScenarioInput = {
    ...TALK,
    turns: [ask('What time is it?', 'It is late.', 6000)],
    timing: { speed: 1, ttfbMs: 0, pace: 4 },
  };

  const bargeIn = async (faults: FaultInput[]): Promise<LiveCaller> => {
    const caller = await call(faults, LONG);
    caller.say();
    await caller.seen('audio');
    caller.audio(voiceChunks(400));
    await caller.seen('interrupted');
    return caller;
  };

  const settle = (ms = 150): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('refuses the upgrade, once where the scenario says so', async () => {
    const scenario = faulty([{ type: 'refuse-upgrade', status: 403, connections: 1 }]);
    await expect(LiveCaller.connect(engine.url, { scenario })).rejects.toThrow('403');
    await (await LiveCaller.connect(engine.url, { scenario })).hangUp();
  });

  it('never answers the setup', async () => {
    const url = `ws://127.0.0.1:${engine.port}/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=k`;
    const headers = { 'x-scenario': faulty([{ type: 'no-setup-answer' }]) };
    const socket = new WebSocket(url, { headers });
    await once(socket, 'open');
    const messages: unknown[] = [];
    socket.on('message', (data) => messages.push(data));
    socket.send(JSON.stringify({ setup: { model: 'models/gemini-3.8-live' } }));
    await settle();
    expect(messages).toEqual([]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it.each<[string, FaultInput, number]>([
    ['at setup', { type: 'close', at: 'setup', code: 1011, reason: 'Quota exceeded.' }, 1011],
    ['after a time', { type: 'close', at: { afterMs: 100 }, code: 1008, reason: 'Not enabled' }, 1008],
    ['in mid-audio', { type: 'close', at: { afterChunks: 3 }, code: 1011 }, 1011],
    ['by a reset', { type: 'reset', at: { afterChunks: 3 } }, 1006],
  ])('closes %s', async (_, fault, code) => {
    const scenario = faulty([fault]);
    const caller = new LiveCaller();
    const opened = caller.open(engine.url, { scenario });
    await opened.then(() => caller.say()).catch(() => undefined);
    expect((await caller.closed()).code).toBe(code);
    if ('at' in fault && typeof fault.at === 'object' && 'afterChunks' in fault.at) {
      expect(caller.audioBytes).toBeLessThanOrEqual(3 * 1920);
    }
  });

  it('closes at the tool response', async () => {
    const caller = await call(
      [{ type: 'close', at: 'tool-response', code: 1008, reason: 'Requested entity' }],
      {
        ...TALK,
        turns: [{ reply: [{ call: [{ name: 'f' }] }] }],
      },
    );
    caller.say();
    await caller.seen('call');
    caller.session.sendToolResponse({
      functionResponses: [{ id: caller.calls()[0]?.id, name: 'f', response: {} }],
    });
    expect(await caller.closed()).toEqual({ code: 1008, reason: 'Requested entity' });
  });

  it('sends stale audio after interrupted', async () => {
    const caller = await bargeIn([{ type: 'stale-audio', chunks: 5 }]);
    await caller.seen('turn');
    expect(caller.kinds().slice(-3)).toEqual(['interrupted', 'audio', 'turn']);
    await caller.hangUp();
  });

  it('glues audio to interrupted', async () => {
    const caller = await bargeIn([{ type: 'interrupted-with-audio' }]);
    const glued = caller.messages.find((message) => message.serverContent?.interrupted);
    expect(glued?.serverContent?.modelTurn?.parts?.[0]?.inlineData?.mimeType).toBe('audio/pcm;rate=24000');
    await caller.hangUp();
  });

  it('falls silent after interrupted', async () => {
    const caller = await bargeIn([{ type: 'silent-after-interrupted' }]);
    await caller.seen('turn');
    caller.say();
    await settle();
    expect(caller.kinds().slice(-2)).not.toContain('audio');
    expect(caller.closes).toEqual([]);
    await caller.hangUp();
  });

  it('interrupts itself though nobody spoke, then is silent', async () => {
    const caller = await call([{ type: 'phantom-interrupted', afterChunks: 4 }]);
    caller.say();
    await caller.seen('turn');
    expect(caller.audioBytes).toBe(4 * 1920);
    caller.say();
    await settle();
    expect(caller.audioBytes).toBe(4 * 1920);
    await caller.hangUp();
  });

  it('leaves out turnComplete', async () => {
    const caller = await call([{ type: 'no-turn-complete' }]);
    caller.say();
    await caller.seen('generated');
    caller.say();
    await caller.seen('generated', 2);
    expect(caller.kinds()).not.toContain('turn');
    await caller.hangUp();
  });

  it('completes a turn without audio', async () => {
    const caller = await call([{ type: 'empty-turn', turn: 1 }]);
    caller.say();
    await caller.seen('turn');
    expect(caller.audioBytes).toBe(0);
    caller.say();
    await caller.seen('turn', 2);
    expect(caller.audioBytes).toBeGreaterThan(0);
    await caller.hangUp();
  });

  it('says words without audio', async () => {
    const caller = await call([{ type: 'words-without-audio', turn: 1 }]);
    caller.say();
    await caller.seen('turn');
    expect([caller.audioBytes, caller.said()]).toEqual([0, 'It is time for tea, and there is cake.']);
    caller.say();
    await caller.seen('turn', 2);
    expect(caller.audioBytes).toBeGreaterThan(0);
    await caller.hangUp();
  });

  it.each([
    ['duplicated', 'What time is it?What time is it?'],
    ['missing', ''],
    ['late', 'What time is it?'],
  ] as const)('reports transcripts %s', async (mode, heard) => {
    const caller = await call([{ type: 'input-transcripts', mode }]);
    caller.say();
    await caller.seen('turn');
    expect(caller.heard()).toBe(heard);
    if (mode === 'late')
      expect(caller.kinds().indexOf('audio')).toBeLessThan(caller.kinds().indexOf('heard'));
    await caller.hangUp();
  });

  it('stalls between chunks', async () => {
    const stalls: Fault[] = [{ type: 'stall', everyChunks: 10, ms: 2000 }];
    const caller = await call(stalls, { ...TALK, turns: [ask('Now?', 'Yes.', 1200)], timing: FAST });
    caller.say();
    await caller.seen('audio');
    const startedAt = performance.now();
    await caller.seen('generated');
    // Three stalls of 2 s in time twenty times faster.
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    await caller.hangUp();
  });

  it('sends what is no JSON', async () => {
    const socket = await rawSession([{ type: 'malformed-json', at: { afterMs: 1000 } }]);
    let malformed = '';
    socket.on('message', (data: Buffer) => {
      if (!isJson(data)) malformed = data.toString();
    });
    await settle();
    expect(malformed).toContain('serverContent');
    socket.terminate();
  });

  it('sends names and messages that nobody knows', async () => {
    const caller = await call([{ type: 'unknown-keys' }]);
    caller.say();
    await caller.seen('turn');
    expect(caller.messages[0]).toHaveProperty('futureField');
    expect(caller.messages.some((message) => 'futureMessage' in message)).toBe(true);
    await caller.hangUp();
  });

  it('answers pings late, stops reading', async () => {
    const socket = await rawSession([
      { type: 'slow-pong', ms: 4000 },
      { type: 'slow-reader', afterMs: 0, forMs: 60_000 },
    ]);
    await settle(20);
    const startedAt = performance.now();
    socket.ping();
    expect(await Promise.race([once(socket, 'pong'), settle(400).then(() => 'none')])).toBe('none');
    expect(performance.now() - startedAt).toBeGreaterThan(350);
    socket.terminate();
    const slow = await rawSession([{ type: 'slow-pong', ms: 4000 }]);
    const pingedAt = performance.now();
    slow.ping();
    await once(slow, 'pong');
    expect(performance.now() - pingedAt).toBeGreaterThan(180);
    slow.terminate();
  });

  it('speaks with nearly no amplitude', async () => {
    const caller = await call([{ type: 'quiet-audio', amplitude: 2 }]);
    caller.say();
    await caller.seen('turn');
    const pcm = caller.audioPcm();
    let peak = 0;
    for (let at = 0; at < pcm.length; at += 2) peak = Math.max(peak, Math.abs(pcm.readInt16LE(at)));
    expect(peak).toBeLessThanOrEqual(2);
    await caller.hangUp();
  });

  it('speak in noise, as loud as a voice', async () => {
    const caller = await call([{ type: 'noise-audio' }]);
    caller.say();
    await caller.seen('turn');
    const pcm = caller.audioPcm();
    let [power, alike] = [0, 0];
    for (let at = 0; at + 2 < pcm.length; at += 2) {
      power += pcm.readInt16LE(at) ** 2;
      alike += pcm.readInt16LE(at) * pcm.readInt16LE(at + 2);
    }
    expect(Math.sqrt(power / (pcm.length / 2))).toBeGreaterThan(2_000);
    expect(Math.abs(alike / power)).toBeLessThan(0.1);
    await caller.hangUp();
  });

  it('speaks in one steady tone, as loud as a voice', async () => {
    const caller = await call([{ type: 'tone-audio', hertz: 480 }]);
    caller.say();
    await caller.seen('turn');
    const pcm = caller.audioPcm();
    const period = (24_000 / 480) * 2;
    expect(pcm.subarray(0, 40 * period).equals(pcm.subarray(period, 41 * period))).toBe(true);
    expect(pcm.readInt16LE(period / 4)).toBeGreaterThan(5_500);
    await caller.hangUp();
  });

  it('lets only silence end the turn, not the end of the stream', async () => {
    const caller = await call([{ type: 'deaf-to-stream-end' }]);
    caller.audio(voiceChunks(600));
    caller.session.sendRealtimeInput({ audioStreamEnd: true });
    await settle();
    expect(caller.kinds()).not.toContain('heard');
    caller.audio(silenceChunks(700));
    await caller.seen('turn');
    await caller.hangUp();
  });

  async function rawSession(faults: FaultInput[]): Promise<WebSocket> {
    const url = `ws://127.0.0.1:${engine.port}/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=k`;
    const socket = new WebSocket(url, { headers: { 'x-scenario': faulty(faults) } });
    await once(socket, 'open');
    socket.send(JSON.stringify({ setup: { model: 'models/gemini-3.8-live' } }));
    await once(socket, 'message');
    return socket;
  }
});

function isJson(data: Buffer): boolean {
  try {
    JSON.parse(data.toString());
    return true;
  } catch {
    return false;
  }
}
