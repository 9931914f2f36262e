import { startLiveEngine, type LiveEngine } from './index.js';
import { LiveCaller } from './testing/live-caller.js';

describe('the engine and the real SDK: a plain turn', () => {
  let engine: LiveEngine;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: { ...quick } });
  });
  afterAll(() => engine.close());

  it('hears a turn and answers it', async () => {
    const caller = await LiveCaller.connect(engine.url, {
      config: { inputAudioTranscription: {}, outputAudioTranscription: {}, sessionResumption: {} },
    });
    caller.say();
    await caller.seen('turn');
    await caller.seen('handle', 2);
    console.log(caller.kinds().join(' '), JSON.stringify(caller.usage()));
    expect(caller.heard()).toBe('What time is it?');
    expect(caller.said()).toBe('It is time for tea.');
    expect(caller.audioBytes).toBe(48 * 2000);
    await caller.hangUp();
  });
});

const quick = {
  name: 'quick',
  turns: [{ heard: 'What time is it?', reply: [{ say: 'It is time for tea.', audioMs: 2000 }] }],
  timing: { speed: 20 },
};
