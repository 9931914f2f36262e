import { Behavior, FunctionResponseScheduling, type LiveConnectConfig } from '@google/genai';
import { startLiveEngine, type LiveEngine, type ScenarioInput } from '../index.js';
import { LiveCaller, voiceChunks } from '../testing/live-caller.js';
import { ask, FAST, TRANSCRIBED } from '../testing/scenarios.js';

const lookUp: ScenarioInput = {
  name: 'look-up',
  turns: [
    {
      heard: 'Where is my order?',
      reply: [{ call: [{ name: 'find_order', args: { order_id: 7 } }] }],
      afterTools: [{ say: 'It says {response}.', audioMs: 400 }],
    },
    ask('Thank you.', 'You are welcome.', 400),
  ],
  timing: FAST,
};

/** Calls and goes on talking for long. */
const inBackground: ScenarioInput = {
  name: 'in-background',
  turns: [
    {
      heard: 'Where is my order?',
      reply: [{ call: [{ name: 'find_order' }] }, { say: 'One moment, I am looking.', audioMs: 20_000 }],
      afterTools: [{ say: 'Found it.', audioMs: 400 }],
    },
  ],
  timing: FAST,
};

const declare = (behavior: Behavior): LiveConnectConfig => ({
  ...TRANSCRIBED,
  sessionResumption: {},
  tools: [{ functionDeclarations: [{ name: 'find_order', description: 'Finds an order', behavior }] }],
});

describe('function calls, seen by the real SDK', () => {
  let engine: LiveEngine;
  let caller: LiveCaller;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: lookUp, scenarios: [inBackground] });
  });
  afterEach(() => caller.hangUp());
  afterAll(() => engine.close());

  const answer = (output: unknown, scheduling?: FunctionResponseScheduling): void => {
    const [call] = caller.calls();
    const functionResponses = [{ id: call?.id, name: call?.name, response: { output }, scheduling }];
    caller.session.sendToolResponse({ functionResponses });
  };

  it('calls, is silent until the answer, then goes on with the turn', async () => {
    caller = await LiveCaller.connect(engine.url, { config: declare(Behavior.BLOCKING) });
    caller.say();
    await caller.seen('no-handle');
    expect(caller.kinds().slice(-2)).toEqual(['call', 'no-handle']);
    expect(caller.calls()).toEqual([
      { id: expect.stringMatching(/^function-call-\d{19}$/), name: 'find_order', args: { order_id: 7 } },
    ]);
    expect(caller.kinds()).not.toContain('turn');
    answer('on the van');
    await caller.seen('handle', 2);
    expect(caller.said()).toBe('It says [{"output":"on the van"}].');
    expect(caller.kinds().slice(-4)).toEqual(['audio', 'generated', 'turn', 'handle']);
  });

  it('cancels a call when the user speaks, and ignores its answer', async () => {
    caller = await LiveCaller.connect(engine.url, { config: declare(Behavior.BLOCKING) });
    caller.say();
    await caller.seen('no-handle');
    caller.audio(voiceChunks(400));
    await caller.seen('turn');
    expect(caller.kinds().slice(-4, -1)).toEqual(['cancel', 'interrupted', 'turn']);
    const cancelled = caller.messages.flatMap((message) => message.toolCallCancellation?.ids ?? []);
    expect(cancelled).toEqual([caller.calls()[0]?.id]);
    answer('too late');
    caller.say();
    await caller.seen('turn', 2);
    expect(caller.said()).toBe('You are welcome.');
  });

  it('ends the session at an unknown id where it is strict', async () => {
    engine.addScenario({ ...lookUp, name: 'strict', wire: { strictToolIds: true } });
    caller = await LiveCaller.connect(engine.url, { scenario: 'strict' });
    caller.session.sendToolResponse({
      functionResponses: [{ id: 'function-call-1', name: 'f', response: {} }],
    });
    expect(await caller.closed()).toEqual({ code: 1008, reason: 'Requested entity was not found.' });
  });

  it('NON_BLOCKING + WHEN_IDLE: speaks after the current turn', async () => {
    caller = await LiveCaller.connect(engine.url, {
      scenario: 'in-background',
      config: declare(Behavior.NON_BLOCKING),
    });
    caller.say();
    await caller.seen('audio');
    answer('found', FunctionResponseScheduling.WHEN_IDLE);
    await caller.seen('turn', 2);
    expect(caller.said()).toBe('One moment, I am looking.Found it.');
    expect(caller.kinds()).not.toContain('interrupted');
  });

  it('NON_BLOCKING + INTERRUPT: stops itself, then speaks', async () => {
    caller = await LiveCaller.connect(engine.url, {
      scenario: 'in-background',
      config: declare(Behavior.NON_BLOCKING),
    });
    caller.say();
    await caller.seen('audio');
    answer('found', FunctionResponseScheduling.INTERRUPT);
    await caller.seen('turn', 2);
    expect(caller.kinds()).toContain('interrupted');
    expect(caller.said().endsWith('Found it.')).toBe(true);
    expect(caller.audioBytes).toBeLessThan(20 * 48_000);
  });

  it('NON_BLOCKING + SILENT: only remembers', async () => {
    caller = await LiveCaller.connect(engine.url, {
      scenario: 'in-background',
      config: declare(Behavior.NON_BLOCKING),
    });
    caller.say();
    await caller.seen('audio');
    answer('found', FunctionResponseScheduling.SILENT);
    await caller.seen('turn');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(caller.said()).toBe('One moment, I am looking.');
    expect(caller.kinds().filter((kind) => kind === 'turn')).toHaveLength(1);
  });

  it('takes a function for NON_BLOCKING by default on 3.8', async () => {
    caller = await LiveCaller.connect(engine.url, {
      scenario: 'in-background',
      model: 'gemini-3.8-live',
      config: { tools: [{ functionDeclarations: [{ name: 'find_order' }] }] },
    });
    caller.say();
    await caller.seen('turn');
    expect(caller.kinds()).toContain('generated');
  });
});
