import type { Effect } from '../../src/modules/voice-gateway/session/effect.js';
import type {
  CallBefore,
  CallFacts,
  SessionInput,
  UntimedInput,
} from '../../src/modules/voice-gateway/session/input.js';
import { step } from '../../src/modules/voice-gateway/session/session.reducer.js';
import { initialState, type SessionState } from '../../src/modules/voice-gateway/session/state.js';
import type { TimerName } from '../../src/modules/voice-gateway/session/timer-name.js';
import { callFacts } from './call-facts.js';

/** A call in time of its own: timers fire when they are due, connections open and close a moment after they should. */
export class CallInTime {
  private state: SessionState = initialState;
  private at = 0;
  private readonly timers = new Map<TimerName, { id: number; due: number }>();
  private readonly later: { due: number; input: UntimedInput }[] = [];
  readonly effects: { at: number; effect: Effect }[] = [];
  connection = 0;
  /** The provider holds the old connection for open, and refuses to resume. */
  refusesHandles = false;
  /** Connections that are asked for do not come. */
  isGone = false;

  constructor(more: Partial<CallFacts> = {}, before?: CallBefore) {
    this.tell({ type: 'connected' });
    this.tell({ type: 'client.hello', hello: { type: 'hello', protocol: 1, token: 'x' } });
    this.tell({ type: 'admission.accepted', facts: { ...callFacts, ...more }, before });
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
  /** When the model was last told something. */
  get lastTold(): number | undefined {
    return this.effects.findLast(({ effect }) => effect.type === 'provider-text')?.at;
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
      const { connection } = effect;
      if (this.refusesHandles && effect.handle)
        soon({ type: 'provider.open-failed', connection, failure: 'resume-failed', detail: '1011' });
      else if (!this.isGone) soon({ type: 'provider.opened', connection });
    }
    if (effect.type === 'close-provider') {
      const { connection } = effect;
      soon({ type: 'provider.closed', connection, failure: 'transient', detail: '1000' });
    }
  }
}
