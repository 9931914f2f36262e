import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callFacts } from '../../../../test/support/call-facts.js';
import type { Effect } from './effect.js';
import type { SessionInput, UntimedInput } from './input.js';
import { step } from './session.reducer.js';
import { initialState, type SessionState } from './state.js';

const facts = { ...callFacts, firstMessage: 'Hello' };
const hello = { type: 'hello', protocol: 1, token: 'x' } as const;

const connection = fc.integer({ min: 1, max: 4 });
const generation = fc.integer({ min: 0, max: 3 });
const toolId = fc.constantFrom('t1', 't2', 't3');
const failure = fc.constantFrom('fatal', 'handle-refused', 'busy', 'transient');
const audio = { durationMs: 40 };
const of = <T extends UntimedInput['type']>(type: T, fields: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<UntimedInput>;

/** Inputs without a time and with loose numbers; the world below makes times and timer numbers of them. */
const anyInput: fc.Arbitrary<UntimedInput | { type: 'fire'; index: number }> = fc.oneof(
  { weight: 6, arbitrary: of('provider.opened', { connection }) },
  {
    weight: 8,
    arbitrary: of('provider.audio', {
      connection,
      generation,
      audio: fc.constant(audio),
      receivedAt: fc.constant(0),
    }),
  },
  {
    weight: 3,
    arbitrary: of('provider.said', {
      connection,
      generation,
      text: fc.constantFrom('Yes', ' of course', ''),
    }),
  },
  {
    weight: 3,
    arbitrary: of('provider.heard', { connection, text: fc.constantFrom('What', ' time is it?', ' ') }),
  },
  { weight: 3, arbitrary: of('provider.interrupted', { connection, generation }) },
  { weight: 1, arbitrary: of('provider.generation-complete', { connection, generation }) },
  { weight: 3, arbitrary: of('provider.turn-complete', { connection, generation }) },
  {
    weight: 3,
    arbitrary: of('provider.tool-calls', {
      connection,
      generation,
      calls: fc.array(
        fc.record({ id: toolId, name: fc.constantFrom('look_up', 'unheard_of'), args: fc.constant({}) }),
        {
          minLength: 1,
          maxLength: 2,
        },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: of('provider.tools-cancelled', { connection, ids: fc.array(toolId, { maxLength: 2 }) }),
  },
  { weight: 1, arbitrary: of('provider.handle', { connection, handle: fc.constantFrom('h1', 'h2') }) },
  {
    weight: 1,
    arbitrary: of('provider.go-away', { connection, timeLeftMs: fc.integer({ min: 0, max: 60_000 }) }),
  },
  { weight: 2, arbitrary: of('provider.closed', { connection, failure, detail: fc.constant('') }) },
  { weight: 1, arbitrary: of('provider.open-failed', { connection, failure, detail: fc.constant('') }) },
  { weight: 4, arbitrary: of('client.audio', { audio: fc.constant({ durationMs: 20 }) }) },
  { weight: 1, arbitrary: of('client.text', { text: fc.constant('typed') }) },
  { weight: 1, arbitrary: of('client.mic', { state: fc.constantFrom('muted', 'open') }) },
  {
    weight: 1,
    arbitrary: of('client.playback', {
      turn: fc.integer({ min: 0, max: 4 }),
      playedMs: fc.integer({ min: 0, max: 500 }),
    }),
  },
  {
    weight: 3,
    arbitrary: of('client.tool-result', {
      id: toolId,
      result: fc.constant(1),
      error: fc.constant(undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<UntimedInput>(
      { type: 'speech.started' },
      { type: 'speech.ended', endedAt: 0, uplinkMs: 1 },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('fire' as const), index: fc.nat(6) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<UntimedInput>(
      { type: 'turn.committed', seq: 1 },
      { type: 'drain', deadlineMs: 1_000 },
      { type: 'client.end' },
      { type: 'client.gone', cause: 'lost' },
      { type: 'client.violation', code: 'malformed_message', message: 'x' },
      { type: 'client.hello', hello },
      { type: 'finalised' },
      { type: 'lease-lost' },
      { type: 'broken' },
      { type: 'timer', timer: 'idle', id: 999 },
    ),
  },
);

/** Runs a session as the runtime would and watches the effects for what must never happen. */
class World {
  state: SessionState = initialState;
  now = 1_000_000;
  readonly timers = new Map<string, number>();
  readonly open = new Set<number>();
  readonly established = new Set<number>();
  readonly cut = new Map<number, number>();
  readonly asked = new Map<string, number>();
  readonly answered = new Map<string, number>();
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
    const wasClosed = this.state.name === 'closed';
    const before = this.state;
    const { state, effects } = step(this.state, input);
    this.state = state;
    for (const effect of effects) this.observe(effect, input);
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

  fireNamed(timer: string): void {
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
        if (effect.message.type === 'tool.started') this.count(this.asked, effect.message.id);
        break;
      case 'answer-tool':
        this.count(this.answered, effect.id);
        if (!effect.name.startsWith('unheard')) {
          expect(this.answered.get(effect.id)! - (this.unknown.get(effect.id) ?? 0)).toBeLessThanOrEqual(
            this.asked.get(effect.id)!,
          );
        } else this.count(this.unknown, effect.id);
        break;
      case 'record-turn':
        this.seqs.push(effect.spoken.seq);
        expect(this.finalised).toBe(0);
        break;
      case 'finalise':
        this.finalised += 1;
        break;
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
  private readonly unknown = new Map<string, number>();
  private count(map: Map<string, number>, id: string): void {
    map.set(id, (map.get(id) ?? 0) + 1);
  }

  admit(): void {
    this.feed({ type: 'connected' });
    this.feed({ type: 'client.hello', hello });
    this.feed({ type: 'admission.accepted', facts });
    this.admitted = true;
  }
}

const run = (inputs: (UntimedInput | { type: 'fire'; index: number })[], admit: boolean): World => {
  const world = new World();
  if (admit) world.admit();
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
      fc.property(histories, (inputs) => {
        const world = run(inputs, true);
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
        world.fireNamed('finish');
        expect(world.state.name).toBe('closed');
        expect(world.finalised + world.abandoned).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('answers every tool call that is neither cancelled nor orphaned by its connection exactly once', () => {
    fc.assert(
      fc.property(fc.array(toolId, { minLength: 1, maxLength: 5 }), fc.boolean(), (ids, byPage) => {
        const world = new World();
        world.admit();
        world.feed({ type: 'provider.opened', connection: 1 });
        const calls = ids.map((id) => ({ id, name: 'look_up', args: {} }));
        world.feed({ type: 'provider.tool-calls', connection: 1, generation: 0, calls });
        for (const id of ids) {
          if (byPage) world.feed({ type: 'client.tool-result', id, result: 1, error: undefined });
          else world.fireNamed(`tool:${id}`);
          world.feed({ type: 'client.tool-result', id, result: 2, error: undefined });
        }
        for (const id of new Set(ids)) expect(world.answered.get(id)).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});
