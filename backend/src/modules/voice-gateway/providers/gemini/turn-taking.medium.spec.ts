import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Patience } from '@orbisvoice/contracts';
import { startLiveEngine, tone, type LiveEngine } from '@orbisvoice/live-engine';
import { Listener, plainSpec } from '../provider.contract.js';
import { GeminiProvider } from './gemini-provider.js';

const OBEYS = 'gemini-3.8-live';
const STUBBORN = 'gemini-3.1-flash-live-preview';
const STEP_MS = 100;

let engine: LiveEngine;
beforeAll(async () => {
  const turns = [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }];
  engine = await startLiveEngine();
  engine.addScenario({ name: 'listens', turns, timing: { speed: 20 } });
  engine.addScenario({ name: 'stubborn', turns, timing: { speed: 20 }, wire: { ignoresDetection: true } });
});
afterAll(() => engine.close());

const speech = (ms: number): Buffer => tone('Caller', (ms * 2) / 3);
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));
const open = (scenario: string, model: string, patience: Patience) => {
  const headers = { 'x-scenario': scenario };
  const provider = new GeminiProvider({ apiKey: 'x', baseUrl: engine.url, model, headers });
  return Listener.open(provider, { ...plainSpec, patience });
};

/** How much silence the provider was given before it took the visitor's turn to be over; audio time, so exact. */
async function silenceThatEnds(scenario: string, patience: Patience): Promise<number> {
  const caller = await open(scenario, OBEYS, patience);
  caller.session.sendAudio(speech(600));
  let given = 0;
  while (caller.of('heard').length === 0 && given < 3_000) {
    caller.session.sendAudio(Buffer.alloc(STEP_MS * 32));
    given += STEP_MS;
    await settled();
  }
  caller.session.close();
  return given;
}

describe('patience', () => {
  it.each([
    ['quick', 300],
    ['balanced', 500],
    ['patient', 1_100],
  ] as const)('%s ends the visitor’s turn after %i ms of silence', async (patience, silenceMs) => {
    const measured = await silenceThatEnds('listens', patience);
    expect(measured).toBeGreaterThanOrEqual(silenceMs);
    expect(measured).toBeLessThanOrEqual(silenceMs + STEP_MS);
  });

  it('means nothing to a model that ignores its setup', async () => {
    const quick = await silenceThatEnds('stubborn', 'quick');
    expect(await silenceThatEnds('stubborn', 'patient')).toBe(quick);
  });
});

describe('activity of our own', () => {
  it('opens with the first audio and ends where we say so, whatever the model thinks of pauses', async () => {
    const caller = await open('stubborn', STUBBORN, 'patient');
    caller.session.sendAudio(speech(600));
    caller.session.sendAudio(Buffer.alloc(1_000 * 32));
    await settled();
    expect(caller.of('heard')).toEqual([]);
    caller.session.endActivity();
    await caller.until('turn-complete');
    caller.session.sendAudio(speech(300));
    caller.session.endActivity();
    await caller.until('turn-complete', 2);
    caller.session.close();
  });

  it('is never told of in a stream of text, and takes the place of the end of the stream', async () => {
    const caller = await open('stubborn', STUBBORN, 'quick');
    caller.session.endActivity();
    caller.session.endAudio();
    caller.session.sendText('Hello?');
    await caller.until('turn-complete');
    caller.session.endActivity();
    caller.session.sendAudio(speech(600));
    caller.session.endAudio();
    await caller.until('turn-complete', 2);
    expect(caller.of('closed')).toEqual([]);
    caller.session.close();
  });
});
