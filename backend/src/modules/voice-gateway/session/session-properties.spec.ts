import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  anyInput,
  toolId,
  toolNames,
  toolUserFacts as facts,
} from '../../../../test/support/any-session-input.js';
import type { Effect } from './effect.js';
import type { CallFacts, SessionInput, UntimedInput } from './input.js';
import { step } from './session.reducer.js';
import { hasCall, initialState, type SessionState } from './state.js';
import type { TimerName } from './timer-name.js';
import { modelWaits } from './tools.js';

/** The same with a model that waits for its tools without a word. */
const silentFacts: CallFacts = {
  ...facts,
  ownTurns: true,
  tools: facts.tools.map((tool) => ({ ...tool, modelTalks: false, background: false })),
};
const hello = { type: 'hello', protocol: 1, token: 'x' } as const;

/** What a model that waits for a tool does not take. */
const INPUT_OF_THE_MODEL: ReadonlySet<Effect['type']> = new Set([
  'forward-audio',
  'release-audio',
  'catch-up-audio',
  'end-audio',
  'end-activity',
  'provider-text',
]);

/** Runs a session as the runtime would and watches the effects for what must never happen. */
class World {
  state: SessionState = initialState;
  now = 1_000_000;
  readonly timers = new Map<TimerName, number>();
  readonly open = new Set<number>();
  readonly established = new Set<number>();
  readonly cut = new Map<number, number>();
  /** By connection and id: what the model asked for, took back, and was told. */
  readonly asked = new Set<string>();
  readonly cancelled = new Set<string>();
  readonly answered = new Set<string>();
  /** By occasion: begun, and not given up since. */
  readonly underWay = new Set<string>();
  readonly seqs: number[] = [];
  finalised = 0;
  abandoned = 0;
  admitted = false;
  clientClosed = 0;

  feed(loose: UntimedInput): void {
    this.now += 7;
    const input = { ...loose, at: this.now } as SessionInput;
    if (input.type === 'provider.closed' || input.type === 'provider.open-failed') {
      // Only a connection that exists can end.
      if (!this.open.has(input.connection)) return;
      if (input.type === 'provider.open-failed' && this.established.has(input.connection)) return;
      this.open.delete(input.connection);
    }
    if (input.type === 'provider.opened') {
      if (!this.open.has(input.connection) || this.established.has(input.connection)) return;
      this.established.add(input.connection);
    }
    this.noteTools(input);
    const wasClosed = this.state.name === 'closed';
    const before = this.state;
    const { state, effects } = step(this.state, input);
    this.state = state;
    for (const effect of effects) this.observe(effect, input);
    if (hasCall(before) && hasCall(state) && modelWaits(before) && modelWaits(state))
      expect(effects.filter(({ type }) => INPUT_OF_THE_MODEL.has(type))).toEqual([]);
    if (wasClosed) {
      expect(state).toBe(before);
      expect(effects.filter((effect) => effect.type !== 'drop')).toEqual([]);
    }
    if (state.name === 'closed') expect([...this.timers.keys()]).toEqual([]);
    expect(Object.keys('timers' in state ? state.timers.running : {}).sort()).toEqual(
      [...this.timers.keys()].sort(),
    );
  }

  fire(index: number): void {
    const names = [...this.timers.keys()];
    const timer = names[index % Math.max(1, names.length)];
    if (timer !== undefined) this.fireNamed(timer);
  }

  fireNamed(timer: TimerName): void {
    const id = this.timers.get(timer);
    if (id === undefined) return;
    this.timers.delete(timer);
    this.feed({ type: 'timer', timer, id });
  }

  private observe(effect: Effect, input: SessionInput): void {
    switch (effect.type) {
      case 'start-timer':
        this.timers.set(effect.timer, effect.id);
        break;
      case 'stop-timer':
        expect(this.timers.delete(effect.timer)).toBe(true);
        break;
      case 'open-provider':
        expect([...this.open]).toEqual([]);
        this.open.add(effect.connection);
        break;
      case 'close-provider':
        expect(this.open.has(effect.connection)).toBe(true);
        if (this.state.name === 'draining') this.open.delete(effect.connection);
        break;
      case 'forward-audio':
      case 'provider-text':
        expect(this.open.has(effect.connection)).toBe(true);
        break;
      case 'play-audio':
        if (input.type !== 'provider.audio') throw new Error('audio out of nothing');
        expect(input.generation).toBeGreaterThan(this.cut.get(input.connection) ?? -1);
        break;
      case 'send':
        if (effect.message.type === 'interrupted' && input.type === 'provider.interrupted')
          this.cut.set(input.connection, input.generation);
        break;
      case 'answer-tool': {
        const call = `${effect.connection}:${effect.id}`;
        expect(this.open.has(effect.connection)).toBe(true);
        expect(this.asked).toContain(call);
        expect(this.answered).not.toContain(call);
        expect(this.cancelled).not.toContain(call);
        this.answered.add(call);
        break;
      }
      case 'excuse-tool':
        expect(this.asked).toContain(`${effect.connection}:${effect.id}`);
        expect(this.answered).not.toContain(`${effect.connection}:${effect.id}`);
        break;
      case 'invoke-tool':
        expect(this.underWay).not.toContain(effect.occasion);
        expect(this.finalised + this.abandoned).toBe(0);
        this.underWay.add(effect.occasion);
        break;
      case 'abort-tool':
        this.underWay.delete(effect.occasion);
        break;
      case 'record-turn':
        this.seqs.push(effect.spoken.seq);
        expect(this.finalised).toBe(0);
        break;
      case 'finalise':
        this.finalised += 1;
        break;
      case 'hand-over':
      case 'abandon-recording':
        this.abandoned += 1;
        break;
      case 'close-client':
        this.clientClosed += 1;
        break;
      default:
        break;
    }
  }
  /** What the model is entitled to, where the session takes this input at all. */
  private noteTools(input: SessionInput): void {
    if (input.type === 'tool.settled') this.underWay.delete(input.occasion);
    if (!('connection' in input) || !this.established.has(input.connection)) return;
    const of = (id: string) => `${input.connection}:${id}`;
    if (input.type === 'provider.tool-calls') for (const { id } of input.calls) this.asked.add(of(id));
    if (input.type === 'provider.tools-cancelled')
      for (const id of input.ids) if (this.waits(id)) this.cancelled.add(of(id));
  }

  waits(id: string): boolean {
    return 'tools' in this.state && [...this.state.tools.values()].some((pending) => pending.id === id);
  }

  admit(told: CallFacts = facts): void {
    this.feed({ type: 'connected' });
    this.feed({ type: 'client.hello', hello });
    this.feed({ type: 'admission.accepted', facts: told });
    this.admitted = true;
  }
}

type Inputs = (UntimedInput | { type: 'fire'; index: number })[];
const run = (inputs: Inputs, admit: boolean, told?: CallFacts): World => {
  const world = new World();
  if (admit) world.admit(told);
  for (const input of inputs) {
    if (input.type === 'fire') world.fire((input as { index: number }).index);
    else world.feed(input as UntimedInput);
  }
  return world;
};

const histories = fc.array(anyInput, { maxLength: 120 });

describe('a session under any interleaving', () => {
  it('keeps its invariants on a call', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(facts, silentFacts), (inputs, told) => {
        const world = run(inputs, true, told);
        expect(world.seqs).toEqual(world.seqs.map((_, index) => index + 1));
        const over = world.state.name === 'draining' || world.state.name === 'closed';
        expect(world.finalised + world.abandoned).toBe(over ? 1 : 0);
        expect(world.clientClosed).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps its invariants before a call', () => {
    fc.assert(
      fc.property(histories, (inputs) => {
        const world = run([{ type: 'connected' }, ...inputs], false);
        expect(world.finalised).toBe(0);
        expect(world.seqs).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is closed by the idle timer and by the maximum duration whatever came before', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('idle', 'max-duration'), (inputs, timer) => {
        const world = run(inputs, true);
        world.now += facts.maxDurationMs;
        world.fireNamed(timer);
        // Nobody is idle while they are away: how long that may last is another timer's.
        world.fireNamed('away');
        world.fireNamed('finish');
        expect(world.state.name).toBe('closed');
        expect(world.finalised + world.abandoned).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('answers every tool call that is neither cancelled nor orphaned by its connection exactly once', () => {
    const calls = fc.array(fc.record({ id: toolId, name: toolNames }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(calls, fc.constantFrom('settled', 'deadline'), (wanted, how) => {
        const world = new World();
        world.admit();
        world.feed({ type: 'provider.opened', connection: 1 });
        const requests = wanted.map((call) => ({ ...call, args: {} }));
        world.feed({ type: 'provider.tool-calls', connection: 1, generation: 0, calls: requests });
        for (const { id } of wanted) {
          if (how === 'deadline') world.fireNamed(`tool:${id}`);
          for (const result of [1, 2])
            world.feed({ type: 'tool.settled', occasion: id, outcome: { kind: 'result', result } });
        }
        expect([...world.answered].sort()).toEqual([...new Set(wanted.map(({ id }) => `1:${id}`))].sort());
      }),
      { numRuns: 100 },
    );
  });
});
