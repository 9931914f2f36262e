import { Behavior, FunctionResponseScheduling } from '@google/genai';
import { startLiveEngine, type LiveEngine, type ScenarioInput } from '../index.js';
import { LiveCaller, voiceChunks } from '../testing/live-caller.js';
import { FAST, TRANSCRIBED } from '../testing/scenarios.js';

const order: ScenarioInput = {
  name: 'order',
  turns: [
    {
      heard: 'Tea, please.',
      reply: [{ call: [{ name: 'order', args: { item: 'tea' } }] }],
      afterTools: [{ call: [{ name: 'order', args: { item: 'tea', token: '{response.output.token}' } }] }],
      afterMoreTools: [{ say: 'Done.', audioMs: 400 }],
      whileTools: [{ say: 'One moment.', audioMs: 200 }],
    },
  ],
  timing: FAST,
};

describe('faults around function calls, seen by the real SDK', () => {
  let engine: LiveEngine;
  let caller: LiveCaller;
  beforeAll(async () => {
    engine = await startLiveEngine();
  });
  afterEach(() => caller.hangUp());
  afterAll(() => engine.close());

  const connect = async (faults: ScenarioInput['faults'], behavior = Behavior.BLOCKING) => {
    engine.addScenario({ ...order, faults });
    const functionDeclarations = [{ name: 'order', description: 'Orders', behavior }];
    const config = { ...TRANSCRIBED, tools: [{ functionDeclarations }] };
    caller = await LiveCaller.connect(engine.url, { scenario: 'order', config });
    caller.say();
  };
  const answer = (output: object, more: object = {}) => {
    const call = caller.calls().at(-1);
    const functionResponses = [{ id: call?.id, name: call?.name, response: { output }, ...more }];
    caller.session.sendToolResponse({ functionResponses });
  };

  it('sends a call twice', async () => {
    await connect([{ type: 'duplicate-calls' }]);
    await caller.seen('call', 2);
    const [first, second] = caller.calls();
    expect(second).toEqual(first);
  });

  it('calls again where the answer says nothing, and not where it says something', async () => {
    await connect([{ type: 'repeat-calls', times: 1 }]);
    await caller.seen('call');
    answer({ result: null });
    await caller.seen('call', 2);
    expect(caller.calls().map(({ args }) => args)).toEqual([{ item: 'tea' }, { item: 'tea' }]);
    answer({ token: 'abc' });
    await caller.seen('call', 3);
    expect(caller.calls().at(-1)?.args).toEqual({ item: 'tea', token: 'abc' });
  });

  it('speaks on after a call, and only then looks at its answer', async () => {
    await connect([{ type: 'audio-after-call', say: 'One moment, please.', audioMs: 2_000 }]);
    await caller.seen('call');
    answer({ token: 'abc' });
    await caller.seen('call', 2);
    expect(caller.kinds().indexOf('call')).toBeLessThan(caller.kinds().indexOf('audio'));
    // After the second call it speaks on as well.
    expect(caller.said()).toMatch(/^One moment, please\./);
    expect(caller.audioBytes).toBeGreaterThanOrEqual(2_000 * 48);
  });

  it('takes a call back', async () => {
    await connect([{ type: 'cancel-calls', afterMs: 100 }]);
    await caller.seen('turn');
    expect(caller.kinds().slice(-3)).toEqual(['cancel', 'interrupted', 'turn']);
  });

  it('ends the session where the user speaks before a blocking call is answered, and takes it afterwards', async () => {
    await connect([{ type: 'refuse-input-in-call', afterMs: 0 }]);
    await caller.seen('call');
    answer({ token: 'abc' });
    await caller.seen('call', 2);
    answer({});
    await caller.seen('turn');
    caller.say();
    await caller.seen('call', 3);
    caller.audio(voiceChunks(20));
    expect(await caller.closed()).toMatchObject({ code: 1008 });
  });

  it('calls from a reply that was interrupted', async () => {
    await connect([{ type: 'call-after-interrupted', name: 'late' }]);
    await caller.seen('call');
    caller.audio(voiceChunks(400));
    await caller.seen('call', 2);
    expect(caller.calls().at(-1)?.name).toBe('late');
  });

  it('ends the connection at the call', async () => {
    await connect([{ type: 'close', at: 'tool-call', code: 1011, reason: 'Internal error.' }]);
    expect(await caller.closed()).toMatchObject({ code: 1011 });
    expect(caller.calls()).toHaveLength(1);
  });

  it('calls again with what it was answered, and then goes on', async () => {
    await connect([]);
    await caller.seen('call');
    answer({ token: 'abc' });
    await caller.seen('call', 2);
    expect(caller.calls().at(-1)?.args).toEqual({ item: 'tea', token: 'abc' });
    answer({});
    await caller.seen('turn');
    expect(caller.said()).toBe('Done.');
  });

  it('says that it takes a moment where the function is still at work', async () => {
    await connect([], Behavior.NON_BLOCKING);
    await caller.seen('turn');
    answer({}, { willContinue: true, scheduling: FunctionResponseScheduling.WHEN_IDLE });
    await caller.seen('turn', 2);
    expect(caller.said()).toBe('One moment.');
    answer({ token: 'abc' });
    await caller.seen('call', 2);
  });
});
