import { startLiveEngine, type LiveEngine, type ScenarioInput } from '../index.js';
import { LiveCaller } from '../testing/live-caller.js';
import { TALK, TRANSCRIBED } from '../testing/scenarios.js';

type FaultInput = NonNullable<ScenarioInput['faults']>[number];

describe('faults around the change of a connection, seen by the real SDK', () => {
  let engine: LiveEngine;
  let count = 0;
  beforeAll(async () => {
    engine = await startLiveEngine();
  });
  afterAll(() => engine.close());

  const faulty = (fault: FaultInput, timing: ScenarioInput['timing'] = TALK.timing): string => {
    const name = `leaving-${(count += 1)}`;
    engine.addScenario({ ...TALK, name, timing, faults: [fault] });
    return name;
  };
  const open = (scenario: string, handle?: string) =>
    LiveCaller.connect(engine.url, {
      scenario,
      config: { ...TRANSCRIBED, sessionResumption: handle === undefined ? {} : { handle } },
    });
  /** A good handle of a session that is over. */
  const handleOf = async (scenario: string) => {
    const caller = await open(scenario);
    await caller.seen('handle');
    await caller.hangUp();
    return caller.handle();
  };

  it.each([1007, 1008, 1011] as const)('refuses a good handle with %i, once', async (code) => {
    const scenario = faulty({ type: 'refuse-handle', code, reason: 'Not now.', connections: 1 });
    const handle = await handleOf(scenario);
    await expect(open(scenario, handle)).rejects.toThrow(`${code} Not now.`);
    await (await open(scenario, handle)).hangUp();
  });

  it('takes a good handle, and knows nothing of what was said', async () => {
    const scenario = faulty({ type: 'forget', connections: 1 });
    const first = await open(scenario);
    first.say();
    await first.seen('handle', 2);
    await first.hangUp();
    const [{ promptTokenCount, totalTokenCount } = {}] = first.usage();
    const readAgain = async () => {
      const caller = await open(scenario, first.handle());
      caller.say();
      await caller.seen('turn');
      await caller.hangUp();
      return caller.usage()[0]?.promptTokenCount;
    };
    expect(await readAgain()).toBe(promptTokenCount);
    expect(await readAgain()).toBeGreaterThan(totalTokenCount ?? Infinity);
  });

  it('holds a session for open that is not, for a while', async () => {
    const scenario = faulty({ type: 'held-open', forMs: 300, connections: 1 }, { speed: 1 });
    const handle = await handleOf(scenario);
    await expect(open(scenario, handle)).rejects.toThrow('1011 Session is still connected');
    const resumed = async () => {
      for (;;) {
        const caller = await open(scenario, handle).catch(() => undefined);
        if (caller) return caller;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await (await resumed()).hangUp();
  });

  it('announces its end in the middle of a reply, and ends when it has said', async () => {
    const scenario = faulty({ type: 'go-away', at: { afterChunks: 3 }, timeLeftMs: 4_000 });
    const caller = await open(scenario);
    caller.say();
    await caller.seen('go-away');
    expect(caller.kinds()).not.toContain('generated');
    expect(caller.messages.find((message) => message.goAway)?.goAway?.timeLeft).toBe('4s');
    expect(await caller.closed()).toEqual({
      code: 1011,
      reason: 'Deadline expired before operation could complete.',
    });
  });
});
