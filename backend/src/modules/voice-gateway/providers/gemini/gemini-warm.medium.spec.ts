import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine, type ScenarioInput } from '@orbisvoice/live-engine';
import { plainSpec } from '../provider.contract.js';
import type { WarmConnection } from '../voice-provider.port.js';
import { GeminiProvider } from './gemini-provider.js';

const SCENE = 'warm';
const soon = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));

let engine: LiveEngine;
let provider: GeminiProvider;
const play = (scenario: Omit<ScenarioInput, 'name'>) => engine.addScenario({ ...scenario, name: SCENE });
const open = (warm?: WarmConnection) =>
  provider.open({ ...plainSpec, warm }, () => undefined, new AbortController().signal);

beforeAll(async () => {
  engine = await startLiveEngine();
  play({});
  const headers = { 'x-scenario': SCENE };
  const model = 'gemini-2.5-flash-native-audio-latest';
  provider = new GeminiProvider({ apiKey: 'x', baseUrl: engine.url, model, headers });
});
afterAll(() => engine.close());

describe('a warm connection', () => {
  it('is none before the first, when the address is not known yet', async () => {
    expect(provider.warm()).toBeUndefined();
    (await open()).close();
  });

  it('carries the call, whether it is open already or still on its way', async () => {
    for (const wait of [0, 150]) {
      const warm = provider.warm();
      expect(warm).toBeDefined();
      await soon(wait);
      const session = await open(warm);
      session.close();
    }
  });

  it('is the attempt: a refusal that it met before is the answer to the call', async () => {
    play({ faults: [{ type: 'refuse-upgrade', status: 403 }] });
    const warm = provider.warm();
    await soon();
    play({});
    await expect(open(warm)).rejects.toMatchObject({ failure: 'fatal', code: 4_403 });
    (await open()).close();
  });

  it('leaves nothing behind where it is dropped', async () => {
    await soon();
    const warm = provider.warm();
    await soon();
    warm?.drop();
    await soon();
    expect(engine.sessions()).toBe(0);
  });
});
