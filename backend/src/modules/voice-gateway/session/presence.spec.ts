import { describe, expect, it } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import { callFacts } from '../../../../test/support/call-facts.js';
import type { Effect } from './effect.js';
import type { CallBefore, Return, SessionInput, UntimedInput } from './input.js';
import { WAIT_MS } from './limits.js';
import { step } from './session.reducer.js';
import { initialState, type SessionState } from './state.js';
import type { TimerName } from './timer-name.js';
import type { SpokenTurn } from './turn.js';

const hello = { type: 'hello', protocol: 1, token: 'x' } as const;
const spoken = (seq: number, role: 'user' | 'agent', text: string): SpokenTurn => ({
  seq,
  turn: Math.ceil(seq / 2),
  role,
  text,
  interrupted: false,
  startedAt: 0,
  endedAt: 0,
});
const TURNS = [spoken(1, 'user', 'One?'), spoken(2, 'agent', 'One.'), spoken(3, 'user', 'Two?')];
const back = (lastSeq: number, turns: readonly SpokenTurn[] = []): Return => ({
  request: { lastSeq },
  turns,
  resumeSecret: 'next',
});

class Talk {
  state: SessionState = initialState;
  effects: Effect[] = [];
  at = 1_000;

  constructor(before?: CallBefore) {
    this.tell({ type: 'connected' }, { type: 'client.hello', hello });
    this.tell({ type: 'admission.accepted', facts: callFacts, before });
    if (!before) this.tell({ type: 'provider.opened', connection: 1 });
  }

  tell(...inputs: UntimedInput[]): this {
    this.effects = inputs.flatMap((input) => {
      const { state, effects } = step(this.state, { ...input, at: this.at } as SessionInput);
      this.state = state;
      return effects;
    });
    return this;
  }

  fire(timer: TimerName): this {
    const id = 'timers' in this.state ? (this.state.timers.running[timer] ?? 0) : 0;
    return this.tell({ type: 'timer', timer, id });
  }

  get said(): ServerMessage[] {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.message] : []));
  }

  has(type: Effect['type']): boolean {
    return this.effects.some((effect) => effect.type === type);
  }
}

const told = (messages: ServerMessage[]) =>
  messages.map((message) => {
    if (message.type === 'transcript') return `${message.role} ${message.text} ${message.seq ?? ''}`.trim();
    return message.type === 'turn.committed' ? `committed ${message.seq}` : message.type;
  });
const received = { micMs: 40, messages: 1 };

describe('a lost connection', () => {
  it('does not end the call; who does not come back in time ends it', () => {
    const talk = new Talk().tell({ type: 'client.gone', cause: 'lost' });
    expect(talk.has('finalise')).toBe(false);
    expect(talk.effects).toContainEqual(expect.objectContaining({ timer: 'away', ms: WAIT_MS.away }));
    talk.fire('away');
    expect(talk.effects).toContainEqual(expect.objectContaining({ type: 'finalise', reason: 'client_lost' }));
  });

  it('ends it at once where the visitor hung up, or has nothing yet to come back with', () => {
    expect(new Talk().tell({ type: 'client.gone', cause: 'closed' }).has('finalise')).toBe(true);
    const early = new Talk();
    early.state = initialState;
    early.tell({ type: 'connected' }, { type: 'client.hello', hello });
    early.tell({ type: 'admission.accepted', facts: callFacts });
    expect(early.tell({ type: 'client.gone', cause: 'lost' }).has('finalise')).toBe(true);
  });

  it('parks the model after a while, and opens it again for whoever comes back', () => {
    const talk = new Talk().tell({ type: 'provider.handle', connection: 1, handle: 'h' });
    talk.tell({ type: 'client.gone', cause: 'lost' }).fire('park');
    expect(talk.has('close-provider')).toBe(true);
    talk.tell({ type: 'provider.closed', connection: 1, failure: 'transient', detail: '' });
    expect(talk.has('open-provider')).toBe(false);
    talk.tell({ type: 'client.returned', back: back(0), received, unheardMs: 0 });
    expect(talk.effects).toContainEqual(
      expect.objectContaining({ type: 'open-provider', connection: 2, handle: 'h' }),
    );
  });

  it('parks also a model whose connection was only coming at that time', () => {
    const talk = new Talk().tell({
      type: 'provider.closed',
      connection: 1,
      failure: 'transient',
      detail: '',
    });
    talk.fire('reconnect').tell({ type: 'client.gone', cause: 'lost' }).fire('park');
    talk.tell({ type: 'provider.opened', connection: 2 }).fire('park');
    expect(talk.has('close-provider')).toBe(true);
  });

  it.each([
    { type: 'client.behind', lagMs: 11_000 },
    { type: 'client.gone', cause: 'too-slow' },
  ] as const)(
    'is detached and not ended where the visitor falls behind, and can be resumed: $type',
    (slow) => {
      const talk = new Talk().tell(slow);
      expect(talk.effects).toContainEqual({
        type: 'detach-client',
        close: { code: 4008, reason: 'client_too_slow' },
      });
      expect(
        talk.tell({ type: 'client.returned', back: back(0), received, unheardMs: 0 }).said[0],
      ).toMatchObject({
        type: 'ready',
        resumed: true,
        resumeSecret: 'next',
        received,
      });
    },
  );

  it('is followed by each later turn once, what is not finished, and the state last', () => {
    const talk = new Talk().tell(
      { type: 'client.gone', cause: 'lost' },
      { type: 'turn.committed', seq: 3 },
      { type: 'provider.said', connection: 1, generation: 0, text: 'And' },
    );
    talk.tell({ type: 'client.returned', back: back(1, TURNS), received, unheardMs: 0 });
    expect(told(talk.said)).toEqual([
      'ready',
      'agent One. 2',
      'committed 2',
      'user Two? 3',
      'committed 3',
      'turn.started',
      'agent And',
      'state',
    ]);
    expect(talk.tell({ type: 'turn.committed', seq: 3 }).said).toEqual([]);
  });
});

describe('a fault of ours', () => {
  it('leaves a call that was well to another session, and says nothing of an end', () => {
    const talk = new Talk();
    talk.at += 10_000;
    talk.tell({ type: 'broken' });
    expect([talk.has('hand-over'), talk.has('finalise')]).toEqual([true, false]);
    talk.tell({ type: 'handed-over' });
    expect(talk.effects).toContainEqual({ type: 'close-client', code: 1011, reason: 'error' });
    expect(talk.said).toEqual([]);
  });

  it('ends a call that broke as soon as it was taken', () => {
    const talk = new Talk().tell({ type: 'broken' });
    expect([talk.has('hand-over'), talk.has('finalise')]).toEqual([false, true]);
    expect(talk.tell({ type: 'finalised' }).said).toMatchObject([{ type: 'ended', reason: 'error' }]);
  });

  it('ends a call that cannot be written, which nobody could go on with', () => {
    const talk = new Talk();
    talk.at += 10_000;
    talk.tell({ type: 'unwritable' });
    expect([talk.has('hand-over'), talk.has('finalise')]).toEqual([false, true]);
  });
});

describe('a call that another gateway held', () => {
  const before = (turns: readonly SpokenTurn[], more: Partial<CallBefore> = {}): CallBefore => ({
    ...back(1, turns),
    startedAt: 0,
    handle: undefined,
    recall: undefined,
    brokeOff: false,
    begun: [],
    ...more,
  });

  it('goes on from its committed turns, and asks again for the answer that is missing', () => {
    const talk = new Talk(before(TURNS));
    expect(told(talk.said)).toEqual([
      'ready',
      'agent One. 2',
      'committed 2',
      'user Two? 3',
      'committed 3',
      'state',
    ]);
    expect(talk.effects).toContainEqual(
      expect.objectContaining({ type: 'open-provider', handle: undefined, history: TURNS }),
    );
    talk.tell({ type: 'provider.opened', connection: 1 });
    expect(talk.effects).toContainEqual(
      expect.objectContaining({ type: 'provider-text', text: expect.stringContaining('answer') }),
    );
    talk.tell(
      { type: 'provider.said', connection: 1, generation: 0, text: 'Two.' },
      { type: 'provider.audio', connection: 1, generation: 0, audio: { durationMs: 400 }, receivedAt: 1_000 },
    );
    talk.tell({ type: 'provider.turn-complete', connection: 1, generation: 0 });
    expect(told(talk.said)).toContain('agent Two. 4');
  });

  it('has the visitor drop the reply that was lost with the other gateway, and only that', () => {
    const playing = { turn: 2, receivedMs: 900 };
    const lost = new Talk(before(TURNS, { request: { lastSeq: 3, playing } }));
    expect(lost.said).toContainEqual({ type: 'interrupted', turn: 2, heardMs: 0 });
    const whole = [...TURNS, spoken(4, 'agent', 'Two.')];
    const kept = new Talk(before(whole, { request: { lastSeq: 3, playing } }));
    expect(told(kept.said)).not.toContain('interrupted');
    expect(kept.state).toMatchObject({ name: 'listening', owed: 'nothing', nextSeq: 5, nextTurn: 3 });
  });

  it('has the rest of a reply said that was broken off by nobody', () => {
    const talk = new Talk(before([...TURNS, spoken(4, 'agent', 'Two is')], { handle: 'h', brokeOff: true }));
    const told = talk.tell({ type: 'provider.opened', connection: 1 }).effects;
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'provider-text', text: expect.stringContaining('Continue') }),
    );
  });

  it('resumes the model where it was left in good order', () => {
    const talk = new Talk(before(TURNS, { handle: 'h' }));
    expect(talk.effects).toContainEqual(expect.objectContaining({ type: 'open-provider', handle: 'h' }));
  });
});

describe('draining', () => {
  it('leaves the call to another gateway at the next pause, and does not end it', () => {
    const talk = new Talk().tell({ type: 'speech.started' }, { type: 'drain', deadlineMs: 9_000 });
    expect(told(talk.said)).toEqual(['going_away']);
    talk.at += 2_000;
    expect(talk.fire('pause').has('hand-over')).toBe(false);
    talk.tell({ type: 'speech.ended', endedAt: talk.at, uplinkMs: 0 }).fire('pause');
    expect(talk.has('hand-over')).toBe(false);
    talk.fire('drain');
    expect([talk.has('hand-over'), talk.has('finalise')]).toEqual([true, false]);
    talk.tell({ type: 'handed-over' });
    expect(talk.said).toEqual([]);
    expect(talk.effects).toContainEqual({ type: 'close-client', code: 4010, reason: 'draining' });
  });

  it('lets a call begin that is just being admitted, and leaves it at its first pause', () => {
    const talk = Object.assign(new Talk(), { state: initialState });
    talk.tell({ type: 'connected' }, { type: 'client.hello', hello }, { type: 'drain', deadlineMs: 9_000 });
    expect(talk.has('close-client')).toBe(false);
    talk.at += 500;
    talk.tell({ type: 'admission.accepted', facts: callFacts });
    expect(talk.effects).toContainEqual({
      type: 'start-timer',
      timer: 'drain',
      id: expect.any(Number),
      ms: 8_500,
    });
    talk.tell({ type: 'provider.opened', connection: 1 });
    expect(talk.state.name).toBe('listening');
    talk.at += 2_000;
    expect(talk.fire('pause').has('hand-over')).toBe(true);
  });

  it('does not take a reply for over that is still being played, and says where one broke off', () => {
    const sound = (durationMs: number): UntimedInput => ({
      type: 'provider.audio',
      connection: 1,
      generation: 0,
      audio: { durationMs },
      receivedAt: 1_000,
    });
    const over: UntimedInput = { type: 'provider.turn-complete', connection: 1, generation: 0 };
    const talk = new Talk().tell(sound(4_000), over, { type: 'drain', deadlineMs: 9_000 });
    talk.at += 2_500;
    expect(talk.fire('pause').has('hand-over')).toBe(false);
    talk.at += 1_500;
    const calm = talk.fire('pause').effects;
    expect(calm).toContainEqual(expect.objectContaining({ type: 'hand-over', brokeOff: false }));
    const cut = new Talk().tell(sound(4_000), { type: 'drain', deadlineMs: 9_000 }).fire('drain').effects;
    expect(cut).toContainEqual(expect.objectContaining({ type: 'hand-over', brokeOff: true }));
  });

  it('does not wait where nobody listens', () => {
    const talk = new Talk().tell({ type: 'client.gone', cause: 'lost' });
    expect(talk.tell({ type: 'drain', deadlineMs: 9_000 }).has('hand-over')).toBe(true);
    const later = new Talk().tell({ type: 'drain', deadlineMs: 9_000 });
    expect(later.tell({ type: 'client.gone', cause: 'lost' }).has('hand-over')).toBe(true);
  });
});
