import { describe, expect, it } from '@jest/globals';
import { toolUserFacts } from '../../../../test/support/any-session-input.js';
import { callFacts } from '../../../../test/support/call-facts.js';
import type { Effect } from './effect.js';
import type { CallFacts, SessionInput, UntimedInput } from './input.js';
import { step } from './session.reducer.js';
import { initialState, type SessionState } from './state.js';
import type { TimerName } from './timer-name.js';
import { mergeTranscript, undoubled } from './turn.js';

const facts = callFacts;

/** A session that is told things; what it wants done is kept. */
class Talk {
  state: SessionState = initialState;
  at = 1_000;
  effects: Effect[] = [];

  tell(...inputs: UntimedInput[]): this {
    this.effects = [];
    for (const input of inputs) {
      const { state, effects } = step(this.state, { ...input, at: this.at } as SessionInput);
      this.state = state;
      this.effects.push(...effects);
    }
    return this;
  }

  after(ms: number): this {
    this.at += ms;
    return this;
  }

  fire(timer: TimerName): this {
    const id = 'timers' in this.state ? (this.state.timers.running[timer] ?? 0) : 0;
    return this.tell({ type: 'timer', timer, id });
  }

  /** Types of effects, and of messages to the client. */
  get done(): string[] {
    return this.effects.map((effect) => (effect.type === 'send' ? `> ${effect.message.type}` : effect.type));
  }

  of<T extends Effect['type']>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect) => effect.type === type) as Extract<Effect, { type: T }>[];
  }
}

const hello = { type: 'hello', protocol: 1, token: 'x' } as const;
const admitted = (more: Partial<CallFacts> = {}) =>
  new Talk().tell(
    { type: 'connected' },
    { type: 'client.hello', hello },
    { type: 'admission.accepted', facts: { ...facts, ...more } },
  );
const opened = (more?: Partial<CallFacts>) => admitted(more).tell({ type: 'provider.opened', connection: 1 });
const sound = (connection = 1, generation = 0): UntimedInput => ({
  type: 'provider.audio',
  connection,
  generation,
  audio: { durationMs: 40 },
  receivedAt: 1_000,
});
const mic: UntimedInput = { type: 'client.audio', audio: { durationMs: 20 } };
const lost = (connection = 1, failure: 'transient' | 'fatal' = 'transient'): UntimedInput => ({
  type: 'provider.closed',
  connection,
  failure,
  detail: '1011',
});

describe('a client that waits', () => {
  const connected = () => new Talk().tell({ type: 'connected' });

  it('for its own first message is told that this is missing', () => {
    const [error] = connected().fire('hello').of('send');
    expect(error?.message).toMatchObject({ type: 'error', code: 'hello_timeout' });
  });

  it('for our answer may ask again, and it is noted how long it was', () => {
    const talk = connected().tell({ type: 'client.hello', hello }).fire('admission');
    const [error] = talk.of('send');
    expect(error?.message).toMatchObject({ type: 'error', code: 'unavailable', retryable: true });
    expect(talk.of('admission-overdue')).toEqual([{ type: 'admission-overdue', afterMs: 10_000 }]);
    expect(talk.of('close-client')).toHaveLength(1);
  });
});

describe('opening', () => {
  it('is ready when the provider is, and then greets', () => {
    const talk = opened({ firstMessage: 'Good day.' });
    expect(talk.done).toEqual([
      'record-event',
      '> ready',
      '> state',
      'provider-text',
      'release-audio',
      'start-timer',
    ]);
    expect(talk.of('provider-text')[0]?.text).toContain('"Good day."');
  });

  it('holds the microphone until then, and drops it before the call is admitted', () => {
    expect(admitted().tell(mic).done).toEqual(['hold-audio']);
    const early = new Talk().tell({ type: 'connected' }, { type: 'client.hello', hello }).tell(mic);
    expect(early.of('drop')).toEqual([{ type: 'drop', what: 'mic-audio', reason: 'before-ready' }]);
  });

  it('tries again within its budget, and gives up at once where that is hopeless', () => {
    const failed: UntimedInput = { type: 'provider.open-failed', connection: 1, failure: 'busy', detail: '' };
    const talk = admitted().tell(failed);
    expect(talk.fire('reconnect').of('open-provider')).toMatchObject([{ connection: 2 }]);
    talk.after(20_000).tell({ ...failed, connection: 2 });
    expect(talk.state.name).toBe('draining');
    expect(
      admitted()
        .tell({ ...failed, failure: 'fatal' })
        .of('finalise'),
    ).toMatchObject([{ reason: 'provider_unavailable' }]);
  });
});

describe('a provider that goes', () => {
  const handle: UntimedInput = { type: 'provider.handle', connection: 1, handle: 'h1' };
  const goAway: UntimedInput = { type: 'provider.go-away', connection: 1, timeLeftMs: 50_000 };

  it('is left at a pause: the old connection closes before the next one opens', () => {
    const talk = opened().tell(handle).tell(goAway);
    expect(talk.done).toEqual(['record-event', 'start-timer', 'close-provider', 'stop-timer']);
    expect(talk.tell(mic).done).toEqual(['hold-audio']);
    expect(talk.tell(lost()).of('open-provider')).toMatchObject([
      { connection: 2, handle: 'h1', history: [], withinMs: 1_200 },
    ]);
    expect(talk.tell({ type: 'provider.opened', connection: 2 }).done).toEqual([
      'record-event',
      'release-audio',
    ]);
  });

  it('is not left in the middle of a reply unless time runs out', () => {
    const talk = opened().tell(handle, sound()).tell(goAway);
    expect(talk.of('start-timer')).toMatchObject([{ timer: 'rotate', ms: 45_000 }]);
    expect(talk.done).not.toContain('close-provider');
    expect(talk.tell({ type: 'provider.turn-complete', connection: 1, generation: 0 }).done).toContain(
      'close-provider',
    );
    const pressed = opened().tell(handle, sound(), goAway).fire('rotate');
    expect(pressed.done).toContain('close-provider');
    pressed.tell(lost()).tell({ type: 'provider.opened', connection: 2 });
    expect(pressed.of('provider-text')[0]?.text).toContain('Continue your last reply');
  });

  it('is told the history where there is no handle, or where the handle is refused', () => {
    const talk = opened().tell(
      { type: 'provider.heard', connection: 1, text: 'Tea?' },
      { type: 'provider.said', connection: 1, generation: 0, text: 'Yes.' },
      sound(),
      { type: 'provider.generation-complete', connection: 1, generation: 0 },
      { type: 'provider.turn-complete', connection: 1, generation: 0 },
    );
    talk.tell(lost()).fire('reconnect');
    expect(talk.of('open-provider')[0]?.history.map((turn) => turn.text)).toEqual(['Tea?', 'Yes.']);
    const refused = opened().tell(handle, lost()).fire('reconnect');
    expect(refused.of('open-provider')).toMatchObject([{ handle: 'h1' }]);
    refused.tell({ type: 'provider.open-failed', connection: 2, failure: 'handle-refused', detail: '' });
    expect(refused.fire('reconnect').of('open-provider')).toMatchObject([
      { connection: 3, handle: undefined },
    ]);
  });

  it('is told the history where it cannot go on by handle time and again, and at once then', () => {
    const talk = opened().tell(handle, lost());
    const tried = [2, 3, 4, 5].map((connection) => {
      const opening = talk.fire('reconnect').of('open-provider')[0];
      talk.tell({ type: 'provider.open-failed', connection, failure: 'resume-failed', detail: '' });
      return opening?.handle;
    });
    expect(tried).toEqual(['h1', 'h1', 'h1', undefined]);
    const pauses = opened().tell(handle, lost());
    for (const connection of [2, 3]) {
      pauses.fire('reconnect');
      pauses.tell({ type: 'provider.open-failed', connection, failure: 'resume-failed', detail: '' });
    }
    pauses.fire('reconnect');
    pauses.tell({ type: 'provider.open-failed', connection: 4, failure: 'resume-failed', detail: '' });
    expect(pauses.of('start-timer')).toMatchObject([{ timer: 'reconnect', ms: 0 }]);
  });

  it('keeps its handle through an outage in which nobody refuses it', () => {
    const talk = opened().tell(handle, lost());
    for (const connection of [2, 3, 4, 5, 6]) {
      expect(talk.fire('reconnect').of('open-provider')).toMatchObject([{ handle: 'h1' }]);
      talk.tell({ type: 'provider.open-failed', connection, failure: 'transient', detail: '' });
    }
  });

  it('is given up after half a minute', () => {
    const talk = opened().tell(lost());
    for (let connection = 2; talk.state.name !== 'draining' && connection < 40; connection += 1) {
      talk.after(4_000).fire('reconnect');
      talk.tell({ type: 'provider.open-failed', connection, failure: 'transient', detail: '' });
    }
    expect(talk.of('send').map((effect) => effect.message)).toMatchObject([{ code: 'provider_unavailable' }]);
    expect(talk.at).toBeLessThanOrEqual(1_000 + 36_000);
  });
});

describe('turns', () => {
  it('attach a late transcript to the reply that answers it, and an early one to the next', () => {
    const talk = opened().tell(
      { type: 'speech.started' },
      { type: 'speech.ended', endedAt: 1_000, uplinkMs: 20 },
    );
    talk.tell(sound(), { type: 'provider.heard', connection: 1, text: 'Late words' });
    talk.tell({ type: 'provider.generation-complete', connection: 1, generation: 0 });
    expect(talk.of('record-turn')).toMatchObject([
      { spoken: { seq: 1, turn: 1, role: 'user', text: 'Late words' } },
    ]);
    talk.tell({ type: 'provider.heard', connection: 1, text: 'And more' });
    talk.tell({ type: 'provider.turn-complete', connection: 1, generation: 0 });
    expect(talk.of('record-turn')).toMatchObject([{ spoken: { seq: 2, turn: 1, role: 'agent' } }]);
    expect(talk.of('send').map((effect) => effect.message)).toContainEqual({ type: 'turn.started', turn: 2 });
  });

  it('measure from the end of speech to the first audio, with our own share apart', () => {
    const talk = opened().after(500).tell({ type: 'speech.ended', endedAt: 1_300, uplinkMs: 20 });
    talk.after(300).tell({ ...sound(), receivedAt: 1_798 } as UntimedInput);
    const parts = { uplinkMs: 20, modelMs: 478, downlinkMs: 2 };
    expect(talk.of('measure-latency')).toEqual([
      { type: 'measure-latency', latency: { turn: 1, voiceToVoiceMs: 500, gatewayMs: 22, ...parts } },
    ]);
  });

  it('report what was heard: the client’s word, else the time that has passed', () => {
    const many = Array.from({ length: 50 }, () => sound());
    const cut: UntimedInput = { type: 'provider.interrupted', connection: 1, generation: 0 };
    const interrupted = (talk: Talk) =>
      talk.of('send').find((effect) => effect.message.type === 'interrupted')?.message;
    expect(
      interrupted(
        opened()
          .tell(...many)
          .after(700)
          .tell(cut),
      ),
    ).toMatchObject({ turn: 1, heardMs: 450 });
    const told = opened().tell(...many, { type: 'client.playback', turn: 1, playedMs: 340 });
    expect(interrupted(told.after(700).tell(cut))).toMatchObject({ heardMs: 340 });
  });

  it('keep of a reply that was cut off what was heard, and let the model know no more', () => {
    const says = (text: string): UntimedInput => ({
      type: 'provider.said',
      connection: 1,
      generation: 0,
      text,
    });
    const audio = Array.from({ length: 25 }, () => sound());
    const talk = opened().tell(says('It is ten.'), ...audio, says(' Shall I book?'), ...audio);
    talk.tell({ type: 'client.playback', turn: 1, playedMs: 1_030 });
    talk.tell({ type: 'provider.interrupted', connection: 1, generation: 0 });
    expect(talk.of('record-turn')).toMatchObject([{ spoken: { text: 'It is ten.', interrupted: true } }]);
    expect(talk.tell(lost()).fire('reconnect').of('open-provider')[0]?.history).toMatchObject([
      { text: 'It is ten.' },
    ]);
  });

  it('return to listening where nothing answers', () => {
    const talk = opened().tell({ type: 'speech.ended', endedAt: 1_000, uplinkMs: 0 });
    expect(talk.state.name).toBe('thinking');
    expect(talk.after(6_000).fire('thinking').state.name).toBe('listening');
  });

  it('are written down when the call ends in the middle', () => {
    const talk = opened().tell({ type: 'provider.heard', connection: 1, text: 'Wait' }, sound());
    talk.tell({ type: 'client.gone', cause: 'closed' });
    expect(talk.of('record-turn').map(({ spoken }) => [spoken.role, spoken.interrupted])).toEqual([
      ['user', false],
      ['agent', true],
    ]);
    expect(talk.tell({ type: 'finalised' }).done).toEqual(['stop-timer']);
    expect(talk.state).toEqual({ name: 'closed', reason: 'client_ended' });
  });
});

describe('mergeTranscript', () => {
  it.each([
    ['', ' Hello', 'Hello'],
    ['Hello', ' there', 'Hello there'],
    ['What is the time now?', 'What is the time now?', 'What is the time now?'],
    ['What is the time', 'What is the time now?', 'What is the time now?'],
    ['No', 'No', 'NoNo'],
  ])('%j and %j', (soFar, piece, whole) => {
    expect(mergeTranscript(soFar, piece)).toBe(whole);
  });

  it.each([
    ['I would like', 'to book.', 'I would like to book.'],
    ['I would like ', 'to book.', 'I would like to book.'],
    ['I would like', ' to book.', 'I would like to book.'],
    ['', 'to book.', 'to book.'],
  ])('%j and, when the visitor has begun anew, %j', (soFar, piece, whole) => {
    expect(mergeTranscript(soFar, piece, true)).toBe(whole);
  });
});

describe('undoubled', () => {
  it.each([
    ['What time is it?What time is it?', 'What time is it?'],
    ['Thank you. Thank you.', 'Thank you. Thank you.'],
    ['NoNo', 'NoNo'],
    ['', ''],
  ])('%j', (text, once) => {
    expect(undoubled(text)).toBe(once);
  });
});

describe('tools and the connection', () => {
  const calls = [{ id: 't1', name: 'order', args: {} }];
  const called: UntimedInput = { type: 'provider.tool-calls', connection: 1, generation: 0, calls };
  const told = (talk: Talk): UntimedInput => ({
    type: 'tool.settled',
    occasion: talk.of('invoke-tool')[0]?.occasion ?? '',
    outcome: { kind: 'result', result: 1 },
  });

  it('plays what still comes after the call of a tool', () => {
    const talk = opened({ tools: toolUserFacts.tools }).tell(sound()).tell(called).tell(sound());
    expect(talk.of('play-audio')).toHaveLength(1);
    expect(talk.of('drop')).toEqual([]);
  });

  it('answers a tool once, also where the connection ends at the answer', () => {
    const talk = opened({ tools: toolUserFacts.tools })
      .tell({ type: 'provider.handle', connection: 1, handle: 'h1' })
      .tell(called);
    const settled = told(talk);
    expect(talk.tell(settled).of('answer-tool')).toHaveLength(1);
    talk.tell(lost()).fire('reconnect');
    expect(talk.of('open-provider')).toMatchObject([{ connection: 2, handle: 'h1' }]);
    expect(talk.tell({ type: 'provider.opened', connection: 2 }).tell(settled).of('answer-tool')).toEqual([]);
  });
});
