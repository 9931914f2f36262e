import { describe, expect, it } from '@jest/globals';
import { callFacts } from '../../../../test/support/call-facts.js';
import type { Effect } from './effect.js';
import type { CallFacts, SessionInput, UntimedInput } from './input.js';
import { step } from './session.reducer.js';
import { initialState, type SessionState } from './state.js';

const facts = callFacts;

/** A call in time of its own: timers fire when they are due, connections open and close a moment after they should. */
class Call {
  private state: SessionState = initialState;
  private at = 0;
  private readonly timers = new Map<string, { id: number; due: number }>();
  private readonly later: { due: number; input: UntimedInput }[] = [];
  readonly effects: { at: number; effect: Effect }[] = [];
  connection = 0;

  constructor(more: Partial<CallFacts> = {}) {
    this.tell({ type: 'connected' });
    this.tell({ type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } });
    this.tell({ type: 'admission.accepted', facts: { ...facts, ...more } });
    this.pass(100);
    this.tell({ type: 'provider.handle', connection: 1, handle: 'h1' });
  }

  tell(input: UntimedInput): this {
    const { state, effects } = step(this.state, { ...input, at: this.at } as SessionInput);
    this.state = state;
    for (const effect of effects) this.perform(effect);
    return this;
  }

  pass(ms: number): this {
    const end = this.at + ms;
    for (;;) {
      const timer = [...this.timers].sort((a, b) => a[1].due - b[1].due)[0];
      const soon = this.later.sort((a, b) => a.due - b.due)[0];
      const due = Math.min(timer?.[1].due ?? Infinity, soon?.due ?? Infinity);
      if (due > end) break;
      this.at = due;
      if (soon && soon.due === due) {
        this.later.shift();
        this.tell(soon.input);
      } else if (timer) {
        this.timers.delete(timer[0]);
        this.tell({ type: 'timer', timer: timer[0], id: timer[1].id });
      }
    }
    this.at = end;
    return this;
  }

  asks(text = 'What time is it?'): this {
    this.tell({ type: 'speech.started' }).pass(900);
    this.tell({ type: 'speech.ended', endedAt: this.at - 200, uplinkMs: 0 });
    return text === '' ? this : this.hears(text);
  }
  hears(text: string): this {
    return this.tell({ type: 'provider.heard', connection: this.connection, text });
  }
  /** Audio as the provider sends it: three times faster than it is played. */
  sounds(ms: number, quiet = false, generation = 0): this {
    for (let sent = 0; sent < ms; sent += 40) {
      const audio = { durationMs: 40, quiet };
      const { connection } = this;
      this.tell({ type: 'provider.audio', connection, generation, audio, receivedAt: this.at }).pass(13);
    }
    return this;
  }
  says(text: string): this {
    return this.tell({ type: 'provider.said', connection: this.connection, generation: 0, text });
  }
  over(): this {
    const { connection } = this;
    this.tell({ type: 'provider.generation-complete', connection, generation: 0 });
    return this.tell({ type: 'provider.turn-complete', connection, generation: 0 });
  }

  get name(): string {
    return this.state.name;
  }
  /** What the guard noted, with what it did. */
  get noted(): string[] {
    return this.effects.flatMap(({ effect }) =>
      effect.type === 'record-event' && effect.kind.startsWith('guard.')
        ? [`${effect.kind.slice(6)}${'action' in effect.data ? `: ${String(effect.data['action'])}` : ''}`]
        : [],
    );
  }
  /** When something of this type was first done. */
  when(type: Effect['type'], from = 0): number | undefined {
    return this.effects.find(({ effect, at }) => effect.type === type && at >= from)?.at;
  }
  get now(): number {
    return this.at;
  }
  of<T extends Effect['type']>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.map(({ effect }) => effect).filter((effect) => effect.type === type) as never;
  }

  private perform(effect: Effect): void {
    this.effects.push({ at: this.at, effect });
    const soon = (input: UntimedInput) => this.later.push({ due: this.at + 40, input });
    if (effect.type === 'start-timer')
      this.timers.set(effect.timer, { id: effect.id, due: this.at + effect.ms });
    if (effect.type === 'stop-timer') this.timers.delete(effect.timer);
    if (effect.type === 'open-provider') {
      this.connection = effect.connection;
      soon({ type: 'provider.opened', connection: effect.connection });
    }
    if (effect.type === 'close-provider') {
      const { connection } = effect;
      soon({ type: 'provider.closed', connection, failure: 'transient', detail: '1000' });
    }
  }
}

describe('the guard lets a healthy call alone', () => {
  it('through questions, long answers, pauses and a cough', () => {
    const call = new Call();
    for (let turn = 0; turn < 5; turn += 1) {
      call.asks().pass(900).says('It is ten o’clock. ').sounds(12_000).pass(7_500).over().pass(3_000);
    }
    call.tell({ type: 'speech.started' }).pass(300);
    call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).pass(20_000);
    expect(call.noted).toEqual([]);
    expect(call.name).toBe('listening');
  });

  it('while a tool works, and while the visitor speaks', () => {
    const call = new Call().asks();
    const calls = [{ id: 't1', name: 'look_up', args: {} }];
    call.tell({ type: 'provider.tool-calls', connection: 1, generation: 0, calls }).pass(9_000);
    call.tell({ type: 'client.tool-result', id: 't1', result: 1, error: undefined }).pass(1_500);
    call.sounds(400).pass(400).over();
    call.tell({ type: 'speech.started' }).hears('Well, ').pass(9_000);
    expect(call.noted).toEqual([]);
  });
});

describe('the guard notices within two seconds and asks again, then elsewhere', () => {
  const silent: [string, (call: Call) => Call, string[]][] = [
    ['no answer', (call) => call.asks(), ['no-answer: nudge', 'no-answer: resume']],
    [
      'no answer to typed words',
      (call) => call.tell({ type: 'client.text', text: 'Hello?' }),
      ['no-answer: nudge', 'no-answer: resume'],
    ],
    ['a connection from which nothing comes', (call) => call.asks(''), ['half-dead: resume']],
    ['an empty turn', (call) => call.asks().pass(300).over(), ['empty-turn: nudge', 'no-answer: resume']],
    ['a stall', (call) => call.asks().sounds(600).pass(400), ['stall: nudge', 'no-answer: resume']],
    ['near-silence', (call) => call.asks().sounds(1_600, true), ['quiet-audio: resume']],
    [
      'a turn that breaks off',
      (call) =>
        call
          .asks()
          .says('It is about')
          .sounds(600)
          .tell({ type: 'provider.turn-complete', connection: 1, generation: 0 }),
      ['cut-turn: nudge', 'no-answer: resume'],
    ],
    [
      'an interruption without cause',
      (call) =>
        call
          .asks()
          .sounds(600)
          .pass(300)
          .tell({ type: 'provider.interrupted', connection: 1, generation: 0 }),
      ['phantom-interrupted: nudge', 'no-answer: resume'],
    ],
  ];
  it.each(silent)('after %s', (_name, fail, noted) => {
    const call = fail(new Call());
    const from = call.now;
    call.pass(noted.length > 1 ? 4_000 : 2_500);
    expect(call.noted).toEqual(noted);
    const acted = [call.when('provider-text', from), call.when('close-provider')].filter(
      (at) => at !== undefined,
    );
    expect(Math.min(...acted) - from).toBeLessThanOrEqual(2_000);
    expect(call.of('open-provider').at(-1)).toMatchObject({ connection: 2, handle: 'h1' });
    call.sounds(600, false, 1);
    expect(call.noted.at(-1)).toBe('recovered');
    expect(call.name).toBe('speaking');
  });

  it('takes the sound that a nudge brings for the end of the trouble', () => {
    const call = new Call().asks().pass(2_100);
    expect(call.noted).toEqual(['no-answer: nudge']);
    call.pass(600).sounds(600).pass(300).over().pass(9_000);
    expect(call.noted).toEqual(['no-answer: nudge', 'recovered']);
    expect(call.name).toBe('listening');
  });

  it('does not write down what could not be heard', () => {
    const call = new Call().asks().says('It is ten o’clock.').sounds(1_600, true);
    const spoken = call.of('record-turn').map((effect) => effect.spoken);
    expect(spoken.find((turn) => turn.role === 'agent')).toMatchObject({ text: '', interrupted: true });
  });

  it('believes an interruption whose words come a moment later', () => {
    const call = new Call().asks().sounds(600).pass(300);
    call.tell({ type: 'provider.interrupted', connection: 1, generation: 0 }).pass(500).hears('No, stop');
    call.pass(700).sounds(600, false, 1);
    expect(call.noted).toEqual([]);
  });

  it('closes a turn whose end is never told', () => {
    const call = new Call().asks().sounds(600).says('Ten.');
    call.tell({ type: 'provider.generation-complete', connection: 1, generation: 0 }).pass(3_000);
    expect(call.noted).toEqual(['turn-unfinished: close-turn']);
    expect(call.name).toBe('listening');
  });

  it('asks for a greeting that is not spoken once more', () => {
    const call = new Call({ firstMessage: 'Good day.' }).pass(2_600);
    expect(call.of('provider-text').map((effect) => effect.text.includes('Good day.'))).toEqual([true, true]);
  });
});

describe('where nothing helps', () => {
  it('a fresh session is told the talk so far, and then the call ends with an apology', () => {
    const call = new Call().asks().pass(20_000);
    expect(call.noted).toEqual([
      'no-answer: nudge',
      'no-answer: resume',
      'no-answer: fresh',
      'no-answer: give-up',
    ]);
    const opened = call.of('open-provider');
    expect(opened.map((effect) => effect.handle)).toEqual([undefined, 'h1', undefined]);
    expect(opened.at(-1)?.history.map((turn) => turn.text)).toEqual(['What time is it?']);
    expect(call.of('finalise')).toMatchObject([{ reason: 'provider_unavailable' }]);
    const told = call.of('send').map((effect) => effect.message);
    expect(told).toContainEqual(expect.objectContaining({ type: 'error', code: 'provider_unavailable' }));
  });
});
